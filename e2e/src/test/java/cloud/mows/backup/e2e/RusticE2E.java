package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rustic, a third implementation of the format, and we on one repository. It is built in ten minutes, so continuous
 * integration does without it: {@code e2e/tools/build.sh rustic}.
 */
class RusticE2E {
    @TempDir
    Path folder;

    private SampleTree source;
    private Program mows;
    private Program rustic;

    @BeforeEach
    void make() throws Exception {
        source = SampleTree.create(Files.createDirectories(folder.resolve("source")), 2, 400, 9);
        Path repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
        String program = Program.of(
                        folder, Machine.root().resolve("e2e/tools/build.sh").toString())
                .with("MOWS_BACKUP_TOOLS", System.getenv("MOWS_BACKUP_TOOLS"))
                .with("HOME", System.getProperty("user.home"))
                .succeed("--paths", "rustic")
                .output()
                .strip();
        if (!Files.isExecutable(Path.of(program))) {
            System.err.println(
                    "SKIPPED RusticE2E: there is no " + program + ": build it with e2e/tools/build.sh rustic");
            Assumptions.abort("no rustic");
        }
        rustic = Program.of(folder, program)
                .with("RUSTIC_REPOSITORY", repository.toString())
                .with("RUSTIC_PASSWORD", Machine.PASSWORD)
                .with("RUSTIC_NO_CACHE", "true");
    }

    private void bothAgree() throws Exception {
        mows.succeed("check", "--read-data");
        rustic.succeed("check", "--read-data");
        for (Program program : new Program[] {mows, rustic}) {
            Path target = folder.resolve("restored");
            if (program == mows) {
                program.succeed("restore", "latest", "--target", target.toString());
            } else {
                program.succeed("restore", "latest", target.toString());
            }
            Program rsync = Program.of(folder, Machine.tool("rsync").toString());
            String differences = rsync.succeed(
                            "-naiHAXc",
                            "--delete",
                            source.folder() + "/",
                            SampleTree.below(target, source.folder()) + "/")
                    .output();
            // Rustic keeps no times of the folder that it was told to save.
            assertThat(differences.replace(".d..t...... ./\n", ""))
                    .as("%s", program)
                    .isEmpty();
            Program.of(folder, "rm").succeed("-rf", target.toString());
        }
    }

    @Test
    void rusticReadsAndGoesOnWithWhatWeWrote() throws Exception {
        mows.succeed("init");
        mows.succeed("backup", source.folder().toString());
        bothAgree();
        source.change();
        rustic.succeed("backup", source.folder().toString());
        bothAgree();
    }

    @Test
    void weReadAndGoOnWithWhatRusticWrote() throws Exception {
        rustic.succeed("init");
        rustic.succeed("backup", source.folder().toString());
        bothAgree();
        source.change();
        Finished second = mows.succeed("backup", source.folder().toString());
        assertThat(second.output()).contains("using parent snapshot");
        bothAgree();
        mows.succeed("forget", "--keep-last", "1", "--prune", "--max-unused", "0");
        bothAgree();
    }
}
