package cloud.mows.backup.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.session.GlobalOptions;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no file on a disk can be made to do at a given moment. */
class BackupDisplayTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final SnapshotSummary SUMMARY =
            new SnapshotSummary(NOW, NOW, ZoneOffset.UTC, 3, 0, 0, 1, 0, 0, 3, 1, 10, 10, 3, 10, Map.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private void show(String... options) {
        GlobalOptions global = new GlobalOptions();
        OptionSet set = new OptionSet();
        global.declare(set);
        set.read(List.of(options));
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Console.Terminal.NONE,
                InstantSource.fixed(NOW),
                ZoneOffset.UTC);
        Session session = new Session(console, new Environment(Map.of(), Path.of("/")), global, engine -> {});
        BackupDisplay display = new BackupDisplay(session, false);
        display.observer().changedWhileRead(BytePath.of("/log"), "/log: changed while it was read");
        display.finish(new ArchiveReport(null, null, new BlobId(new Digest(0, 0, 0, 0)), SUMMARY, 0, 1));
    }

    @Test
    void namesFilesThatChangedWhileTheyWereRead() {
        show("--quiet");
        assertThat(err)
                .hasToString(
                        "/log: changed while it was read\n"
                                + "Warning: 1 file changed while being read and may be saved as a mixture of before and after\n");
    }

    @Test
    void tellsProgramsOfFilesThatChangedWhileTheyWereRead() {
        show("--json");
        assertThat(err)
                .hasToString(
                        "{\"message_type\":\"warning\",\"warning\":{\"message\":\"/log: changed while it was read\"},"
                                + "\"during\":\"archival\",\"item\":\"/log\"}\n");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"files_changed_while_read\":1");
    }
}
