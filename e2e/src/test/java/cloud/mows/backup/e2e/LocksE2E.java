package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of locks when a process sleeps for long, or is asked to end. */
class LocksE2E {
    private static final int FAILED = 1;
    private static final int LOCKED = 11;
    private static final int INTERRUPTED = 130;
    private static final Duration SECONDS = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private Path repository;
    private Path source;

    @BeforeEach
    void prepare() throws IOException {
        repository = folder.resolve("repository");
        source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("file"), "content");
    }

    private static long files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static byte[] noise(int bytes) {
        byte[] noise = new byte[bytes];
        new SplittableRandom(6).nextBytes(noise);
        return noise;
    }

    /** As a laptop that sleeps while somebody else tidies up. */
    @Test
    void aBackupThatSleptWhileOthersPrunedFails() throws Exception {
        Program mows = Machine.mows(folder, repository);
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        long packs = files(repository.resolve("data"));
        try (Started backup = mows.start("backup", "--stdin")) {
            OutputStream input = backup.input();
            input.write(noise(40 << 20));
            input.flush();
            backup.until("packs are stored", () -> files(repository.resolve("data")) > packs);
            backup.signal("STOP");
            mows.succeed("unlock", "--remove-all");
            mows.succeed("prune");
            assertThat(files(repository.resolve("data"))).isEqualTo(packs);
            // Longer than an answer is believed that the lock is there.
            assertThat(backup.endsWithin(Duration.ofMillis(1500))).isFalse();
            backup.signal("CONT");
            Finished finished = backup.finish().exits(LOCKED);
            assertThat(finished.errors())
                    .contains("mows-backup: the lock on the repository, last renewed at ")
                    .contains("was lost: its file is not there any more")
                    .contains("hint: ")
                    .doesNotContain("Exception");
        }
        assertThat(files(repository.resolve("snapshots"))).isOne();
        assertThat(files(repository.resolve("locks"))).isZero();
        mows.succeed("check", "--read-data");
        Machine.restic(folder, repository).succeed("check", "--read-data");
        mows.succeed("prune");
        mows.succeed("backup", source.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void interruptedItGivesBackItsLockOnS3(String signal) throws Exception {
        try (Server server = Server.s3(folder)) {
            Program mows = Machine.mows(folder, "s3:http://127.0.0.1:" + server.port() + "/bucket/prefix")
                    .with("AWS_ACCESS_KEY_ID", Server.S3_KEY)
                    .with("AWS_SECRET_ACCESS_KEY", Server.S3_SECRET);
            interruptedItGivesBackItsLock(mows, folder.resolve("buckets/bucket/prefix/locks"), signal);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void interruptedItGivesBackItsLockOnRest(String signal) throws Exception {
        try (Server server = Server.rest(folder)) {
            Program mows = Machine.mows(folder, "rest:http://127.0.0.1:" + server.port() + "/served/");
            interruptedItGivesBackItsLock(mows, folder.resolve("served/served/locks"), signal);
        }
    }

    private void interruptedItGivesBackItsLock(Program mows, Path locks, String signal) throws Exception {
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        Program foreground = mows.by("env", "--default-signal=INT");
        for (String[] command : List.of(
                new String[] {"backup", "--stdin"},
                new String[] {"backup", "--stdin-from-command", "--", "sh", "-c", "echo begun; sleep 600; true"})) {
            try (Started started = foreground.start(command)) {
                started.until("it holds its lock", () -> files(locks) > 0);
                assertThat(started.endsWithin(Duration.ofMillis(500))).isFalse();
                started.signal(signal);
                assertThat(started.endsWithin(SECONDS)).isTrue();
                Finished finished = started.finish().exits(INTERRUPTED);
                assertThat(finished.errors())
                        .contains("mows-backup: interrupted")
                        .doesNotContain("Exception");
            }
            assertThat(files(locks)).isZero();
        }
        mows.succeed("prune");
    }

    @Test
    void withoutALockNothingIsWritten() throws Exception {
        Program mows = Machine.mows(folder, repository);
        mows.succeed("init");
        mows.succeed("backup", source.toString());
        for (Program program : List.of(mows, Machine.restic(folder, repository))) {
            for (String command : List.of("forget --no-lock --keep-last 1", "prune --no-lock")) {
                Finished refused = program.run(command.split(" ")).exits(FAILED);
                assertThat(refused.errors()).contains("--no-lock").contains("--dry-run");
            }
            program.succeed("prune", "--no-lock", "--dry-run");
            program.succeed("forget", "--no-lock", "--dry-run", "--keep-last", "1");
            program.succeed("snapshots", "--no-lock");
        }
    }
}
