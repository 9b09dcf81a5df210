package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the Job that prunes a repository of a cluster calls it. */
final class MoverPruneTest {
    @TempDir
    Path folder;

    @Test
    void removesWhatUnfinishedBackupsOfTheClusterHaveLeftAndTheirData() {
        CommandRun run = new CommandRun(folder);
        assertThat(run.run("init").exitCode()).isZero();
        save(run, "c-1", "2020-01-02 03:04:05", "old");
        save(run, "c-2", "2020-01-02 03:04:05", "abroad");
        save(run, "c-1", "2026-11-24 03:04:05", "young");

        Result pruned = run.run("mover", "prune", "--cluster=c-1", "--max-unused=0%");
        assertThat(pruned.exitCode()).as(pruned.err()).isZero();
        assertThat(pruned.out()).contains("removed 1 part of backups that never came to an end");
        assertThat(run.run("snapshots", "--json").out())
                .contains("cluster=c-2", "2026-11-24")
                .doesNotContain("\"time\":\"2020-01-02T03:04:05Z\",\"hostname\":\"c-1\"");
        assertThat(run.run("check", "--read-data").exitCode()).isZero();
    }

    @Test
    void whoseTheyAreHasToBeSaid() {
        CommandRun run = new CommandRun(folder);
        run.run("init");
        Result refused = run.run("mover", "prune");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("mover prune needs --cluster");
    }

    private static void save(CommandRun run, String cluster, String time, String content) {
        Result saved = run.withInput(content)
                .run(
                        "backup",
                        "--stdin",
                        "--stdin-filename=/volumes/files/" + content,
                        "--host=" + cluster,
                        "--time=" + time,
                        "--tag=cluster=" + cluster + ",app=photos,backup=b-" + content
                                + ",backup-name=nightly,part=volume/files");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
    }
}
