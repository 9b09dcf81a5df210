package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Killed at any moment, the next run goes on by itself. {@code -Dseed=} repeats the moments of an earlier run. */
class KillE2E {
    private static final int KILLS_OF_BACKUP = 30;
    private static final int KILLS = 10;

    /** What a killed restore leaves must not have to be overwritten. */
    private static final List<String> OVERWRITES = List.of("never", "if-newer", "always");

    @TempDir
    Path folder;

    private Kills kills;
    private SampleTree source;
    private Path repository;
    private Program mows;

    @BeforeEach
    void initialize(TestInfo test) throws Exception {
        kills = Kills.seeded(test.getDisplayName());
        source = SampleTree.create(
                Files.createDirectories(folder.resolve("source")),
                8,
                3_000,
                kills.random().nextLong());
        repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
        mows.succeed("init");
    }

    private Finished backup() throws InterruptedException {
        return mows.succeed("backup", "--no-scan", "-q", source.folder().toString());
    }

    /** Some backups of changing files, of which only the last is kept. */
    private void fillAndForget() throws Exception {
        for (int i = 0; i < 4; i++) {
            source.change();
            backup();
        }
        mows.succeed("forget", "-q", "--keep-last", "1");
    }

    private void isWhole(Program program) throws Exception {
        program.succeed("check", "--read-data");
        SampleTree.assertComesBack(program, source.folder(), folder);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void backupGoesOn() throws Exception {
        Program elsewhere = Machine.mows(folder, folder.resolve("undisturbed"));
        elsewhere.succeed("init");
        Duration undisturbed = elsewhere
                .succeed("backup", "--no-scan", "-q", source.folder().toString())
                .took();

        kills.kill(
                "backup",
                KILLS_OF_BACKUP,
                undisturbed,
                () -> {
                    source.change();
                    return mows.start(
                            "backup",
                            "--no-scan",
                            "-q",
                            "--force",
                            source.folder().toString());
                },
                number -> {
                    if (number % 10 == 0) {
                        mows.succeed("check");
                    }
                });

        backup();
        isWhole(mows);
        Machine.restic(folder, repository).succeed("check", "--read-data", "--no-lock");
        mows.succeed("forget", "-q", "--keep-last", "1", "--prune");
        isWhole(mows);
        assertThat(names(repository.resolve("snapshots"))).hasSize(1);
        assertThat(names(repository.resolve("locks"))).isEmpty();
        // With nothing left that a snapshot does not need, restic finds nothing to do either.
        Finished check = Machine.restic(folder, repository).succeed("check");
        assertThat(check.text()).doesNotContain("not referenced");
    }

    @Test
    void pruneGoesOn() throws Exception {
        fillAndForget();
        Path full = folder.resolve("full");
        Files.move(repository, full);
        Program copy = Program.of(folder, "cp", "-a", full.toString(), repository.toString());
        Program remove = Program.of(folder, "rm", "-rf", repository.toString());
        copy.succeed();
        Duration undisturbed = mows.succeed("prune", "-q", "--max-unused", "0").took();

        kills.kill(
                "prune",
                KILLS,
                undisturbed,
                () -> {
                    remove.succeed();
                    copy.succeed();
                    return mows.start("prune", "-q", "--max-unused", "0");
                },
                number -> {
                    mows.succeed("check");
                    mows.succeed("prune", "-q", "--max-unused", "0");
                    mows.succeed("check", "--read-data");
                });

        isWhole(mows);
        Finished check = Machine.restic(folder, repository).succeed("check", "--read-data");
        assertThat(check.text()).doesNotContain("not referenced");
    }

    @Test
    void restoreGoesOn() throws Exception {
        backup();
        String[] restore = {"restore", "-q", "latest", "--target"};
        Duration undisturbed = mows.and(restore)
                .succeed(folder.resolve("undisturbed").toString())
                .took();
        Path target = folder.resolve("target");

        kills.kill(
                "restore",
                KILLS,
                undisturbed,
                () -> {
                    Program.of(folder, "rm").succeed("-rf", target.toString());
                    return mows.and(restore).start(target.toString());
                },
                number -> {
                    String overwrite = OVERWRITES.get(number % OVERWRITES.size());
                    mows.and(restore).succeed(target.toString(), "--overwrite", overwrite);
                    SampleTree.assertEqual(source.folder(), SampleTree.below(target, source.folder()));
                });
    }

    @Test
    void copyGoesOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            source.change();
            backup();
        }
        Program copy = Machine.mows(folder, folder.resolve("undisturbed"))
                .with("RESTIC_FROM_REPOSITORY", repository.toString())
                .with("RESTIC_FROM_PASSWORD", Machine.PASSWORD);
        copy.succeed("init");
        Duration undisturbed = copy.succeed("copy", "-q").took();
        Program second =
                copy.with("MOWS_BACKUP_REPOSITORY", folder.resolve("second").toString());
        second.succeed("init");

        kills.kill(
                "copy",
                KILLS,
                undisturbed,
                () -> {
                    source.change();
                    backup();
                    return second.start("copy", "-q");
                },
                number -> second.succeed("check"));

        second.succeed("copy", "-q");
        isWhole(second);
        assertThat(names(folder.resolve("second/snapshots"))).hasSameSizeAs(names(repository.resolve("snapshots")));
        Machine.restic(folder, folder.resolve("second")).succeed("check", "--read-data", "--no-lock");
    }

    @Test
    void repairIndexGoesOn() throws Exception {
        for (int i = 0; i < 3; i++) {
            source.change();
            backup();
        }
        String[] repair = {"repair", "index", "-q", "--read-all-packs"};
        Duration undisturbed = mows.succeed(repair).took();

        kills.kill("repair index", KILLS, undisturbed, () -> mows.start(repair), number -> {
            mows.succeed(repair);
            mows.succeed("check");
        });

        isWhole(mows);
        Machine.restic(folder, repository).succeed("check", "--read-data");
    }
}
