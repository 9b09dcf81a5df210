package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.app.cli.CommandRun.Result;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.source.dump.DumpWriter;
import cloud.mows.backup.core.source.tar.FeedSender;
import cloud.mows.backup.core.tar.TarEntry;
import cloud.mows.backup.core.tar.TarWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two ends of what a Job with a feeder does. */
@Timeout(120)
final class FeederTest {
    @TempDir
    Path folder;

    private int port;

    private interface Feeding {
        void to(OutputStream out) throws IOException;
    }

    @BeforeEach
    void init() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
    }

    private FutureTask<Boolean> feeder(Feeding feeding) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try (FeedSender sender = FeedSender.connect(port);
                    OutputStream out = sender.output()) {
                feeding.to(out);
            }
            return true;
        });
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static TarWriter file(OutputStream out) throws IOException {
        TarWriter tar = new TarWriter(out);
        tar.begin(new TarEntry(
                ByteString.of("configmaps/a.json"),
                TarEntry.Type.FILE,
                0644,
                0,
                0,
                "",
                "",
                3,
                Instant.EPOCH,
                null,
                null,
                ByteString.EMPTY,
                0,
                0,
                List.of(),
                List.of()));
        tar.write(new byte[] {'{', '}', '\n'}, 0, 3);
        tar.end();
        return tar;
    }

    private Result mover(CommandRun run) {
        return run.run("backup", "--tar-from-port=" + port, "--stdin-filename=/objects", "--no-scan");
    }

    @Test
    void aMoverSavesWhatItsFeederSends() throws Exception {
        FutureTask<Boolean> feeder = feeder(out -> file(out).finish());
        assertThat(mover(new CommandRun(folder)))
                .satisfies(run -> assertThat(run.exitCode()).as("%s", run).isZero());
        assertThat(feeder.get()).isTrue();
        assertThat(new CommandRun(folder)
                        .run("dump", "latest", "/objects/configmaps/a.json")
                        .out())
                .isEqualTo("{}\n");
    }

    @Test
    void aFeederThatBreaksOffLeavesNoSnapshot() {
        feeder(out -> file(out));
        Result run = mover(new CommandRun(folder));
        assertThat(run.exitCode()).isOne();
        assertThat(run.err()).contains("no snapshot was made", "before the archive does");
        assertThat(new CommandRun(folder).run("snapshots", "--json").out()).startsWith("[]");
    }

    private Result dumps(CommandRun run) {
        return run.run(
                "backup",
                "--dumps-from-port=" + port,
                "--stdin-filename=/databases/postgresql-main",
                "--allow-empty-source",
                "--no-scan");
    }

    private static void dump(DumpWriter dumps, String name, String content) throws IOException {
        dumps.begin(name);
        dumps.write(content.getBytes(StandardCharsets.UTF_8), 0, content.length());
    }

    @Test
    void aDumpThatWasCutOffIsNoFileAndTheOthersAre() throws Exception {
        FutureTask<Boolean> feeder = feeder(out -> {
            DumpWriter dumps = new DumpWriter(out);
            dump(dumps, "globals.sql", "create role clerk;");
            dumps.end();
            dump(dumps, "shop.dump", "half");
            dumps.fail("the command 'pg_dump' in pod db-0 failed with exit code 137");
            dump(dumps, "notes.dump", "all of it");
            dumps.end();
            dumps.finish();
        });
        Result run = dumps(new CommandRun(folder));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
        assertThat(run.err())
                .contains(
                        "/databases/postgresql-main/shop.dump: the command 'pg_dump' in pod db-0 failed with exit code 137");
        assertThat(feeder.get()).isTrue();
        assertThat(new CommandRun(folder).run("ls", "latest").out())
                .contains("/databases/postgresql-main/globals.sql", "/databases/postgresql-main/notes.dump")
                .doesNotContain("shop.dump");
        assertThat(new CommandRun(folder)
                        .run("dump", "latest", "/databases/postgresql-main/notes.dump")
                        .out())
                .isEqualTo("all of it");
    }

    @Test
    void whereNothingCanBeDumpedTheSnapshotHasNoFile() throws Exception {
        FutureTask<Boolean> feeder = feeder(out -> {
            DumpWriter dumps = new DumpWriter(out);
            dumps.missing("globals.sql", "the command 'psql' in pod db-0 could not be run");
            dumps.finish();
        });
        Result run = dumps(new CommandRun(folder));
        assertThat(run.exitCode()).as("%s", run).isEqualTo(3);
        assertThat(feeder.get()).isTrue();
        assertThat(new CommandRun(folder).run("ls", "latest").out())
                .contains("/databases/postgresql-main")
                .doesNotContain("globals.sql");
    }

    @Test
    void dumpsThatBreakOffLeaveNoSnapshot() throws Exception {
        feeder(out -> {
            DumpWriter dumps = new DumpWriter(out);
            dump(dumps, "shop.dump", "all of it");
            dumps.end();
        });
        Result run = dumps(new CommandRun(folder));
        assertThat(run.exitCode()).isOne();
        assertThat(run.err()).contains("no snapshot was made", "before all of them had come");
        assertThat(new CommandRun(folder).run("snapshots", "--json").out()).startsWith("[]");
    }

    @Test
    void aMoverThatCannotOpenItsRepositoryEndsItsFeeder() {
        FutureTask<Boolean> feeder = feeder(out -> file(out).finish());
        Result run = mover(new CommandRun(folder).with("RESTIC_PASSWORD", "wrong"));
        assertThat(run.exitCode()).isEqualTo(12);
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(feeder::get)
                .withCauseInstanceOf(FeedSender.Gone.class);
    }
}
