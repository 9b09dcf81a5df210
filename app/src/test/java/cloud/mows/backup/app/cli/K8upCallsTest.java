package cloud.mows.backup.app.cli;

import static cloud.mows.backup.app.cli.WrapperCall.call;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What K8up calls and looks for: k8up-io/k8up at 80a2ae8, restic/cli/init.go, wait.go, backup.go, stdinbackup.go, prune.go,
 * restore.go, snapshots.go, unlock.go, restic/cli/restic.go (options for all commands) and restic/logging/logging.go (what is read
 * from the output of a backup).
 */
final class K8upCallsTest {
    private static final String ALWAYS = " --option s3.connections=5 --option sftp.command=ssh";
    private static final String SUMMARY = "^\\{\"message_type\":\"summary\",\"files_new\":%d,.*\"data_added\":\\d+,.*"
            + "\"total_files_processed\":%1$d,\"total_bytes_processed\":\\d+,\"total_duration\":[\\d.E-]+,.*"
            + "\"snapshot_id\":\"(?<%s>[0-9a-f]{64})\"";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        Path volume = Files.createDirectories(folder.resolve("data/volume"));
        Files.writeString(volume.resolve("note"), "one");
        Files.writeString(volume.resolve("other"), "two");
        CommandRun run = new CommandRun(folder).with("RESTIC_PROGRESS_FPS", "0.016667");
        return new WrapperScript(run)
                .with("volume", volume)
                .with("target", folder.resolve("target"))
                .tests(List.of(
                        call("init" + ALWAYS),
                        call("init" + ALWAYS).exits(1).err("already initialized|already exists"),
                        call("unlock" + ALWAYS),
                        // Each line counts as a lock to wait for.
                        call("list" + ALWAYS + " --json --no-lock locks").whole(""),
                        call("snapshots" + ALWAYS + " --json").whole("\\[\\]\\n"),
                        call("backup" + ALWAYS
                                        + " --host space --json --exclude *.tmp --one-file-system {volume} --tag a --tag b")
                                .everyLine("^\\{.*\\}$")
                                .out(SUMMARY.formatted(2, "files")),
                        call("backup" + ALWAYS + " --host space --json --stdin --stdin-filename /space-app.sql")
                                .reads("create table")
                                .everyLine("^\\{.*\\}$")
                                .out(SUMMARY.formatted(1, "stream")),
                        // What cannot be read is counted, and is no failure.
                        call("backup" + ALWAYS + " --host space --json {volume} {target}")
                                .exits(3)
                                .err(
                                        "^\\{\"message_type\":\"error\",\"error\":\\{.*\\},\"during\":\"[^\"]+\",\"item\":\"{target}\"\\}$")
                                .out(SUMMARY.formatted(2, "partial")),
                        call("snapshots" + ALWAYS + " --json --tag a --path {volume}")
                                .json(
                                        "\"id\":\"{files}\"",
                                        "\"time\":\"\\d{4}-[^\"]+\"",
                                        "\"tree\":\"",
                                        "\"paths\":\\[\"{volume}\"\\]",
                                        "\"hostname\":\"space\"",
                                        "\"username\":\"",
                                        "\"tags\":\\[\"a\",\"b\"\\]"),
                        call("ls" + ALWAYS + " --json {files}")
                                .everyLine("^\\{.*\\}$")
                                .out("\\A\\{.*\"id\":\"{files}\"")
                                .out(
                                        "\"name\":\"note\",\"type\":\"file\",\"path\":\"{volume}/note\",\"uid\":\\d+,\"gid\":\\d+,"
                                                + "\"size\":3,\"mode\":\\d+,.*\"mtime\":\"\\d{4}-"),
                        call("ls" + ALWAYS + " --json {stream}").out("\"type\":\"file\",\"path\":\"/space-app.sql\""),
                        call("restore" + ALWAYS
                                + " {files}:{volume} --target {target} --include note --verify --delete"),
                        call("restore" + ALWAYS + " {stream} --target {target}"),
                        call("dump" + ALWAYS + " {stream} /space-app.sql").whole("create table"),
                        call("dump" + ALWAYS + " {files} {volume}").out("note"),
                        call("forget" + ALWAYS
                                + " --prune --keep-last 1 --keep-daily 2 --keep-within 1d --keep-within-weekly 1m"
                                + " --keep-tag --host=space --tag a"),
                        call("check" + ALWAYS).out("no errors were found"),
                        call("unlock" + ALWAYS + " --remove-all")));
    }
}
