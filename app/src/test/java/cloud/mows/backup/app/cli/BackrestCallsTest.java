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
 * What Backrest calls and looks for: garethgeorge/backrest at 626156c, pkg/restic/restic.go and outputs.go (arguments, fields),
 * internal/orchestrator/repo/repo.go (options for every command, and of each), internal/orchestrator/tasks/taskforget.go
 * (groups), internal/resticinstaller/version.go and resticinstaller.go (which version).
 */
final class BackrestCallsTest {
    private static final String ALWAYS = " -o sftp.args=-oBatchMode=yes";
    private static final String ID = "[0-9a-f]{64}";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/sub[1]"));
        Files.writeString(source.resolve("note"), "one");
        CommandRun run = new CommandRun(folder)
                .with("RESTIC_PASSWORD_FILE", "")
                .with("RESTIC_PASSWORD_COMMAND", "")
                .with("RESTIC_PROGRESS_FPS", "2");
        return new WrapperScript(run)
                .with("source", folder.resolve("source"))
                .with("target", folder.resolve("target"))
                .tests(List.of(
                        // Older than 0.19.1 is refused.
                        call("version").out("restic\\s+0\\.19\\.1"),
                        call("cat config" + ALWAYS).exits(10),
                        call("init --json" + ALWAYS).json("\"id\":\"" + ID + "\""),
                        call("init --json" + ALWAYS).exits(1).err("config file already exists|already initialized"),
                        call("cat config" + ALWAYS)
                                .whole("(?s)\\{.*\\}\\n")
                                .out("\"version\": ?2\\b")
                                .out("\"id\": ?\"" + ID + "\"")
                                .out("\"chunker_polynomial\": ?\"[0-9a-f]+\""),
                        call("snapshots --json" + ALWAYS + " --tag plan:p,created-by:i")
                                .whole("\\[\\]\\n"),
                        backup("{source}", "").out("\"snapshot_id\":\"(?<first>" + ID + ")\""),
                        backup("{source}", " --exclude *.tmp --iexclude *.BAK --parent {first}")
                                .out("\"snapshot_id\":\"(?<second>" + ID + ")\""),
                        backup("{source}", " --parent {second} --dry-run -vv")
                                .out("\\{\"message_type\":\"verbose_status\",\"action\":\"\\w+\",\"item\":\"[^\"]+\""),
                        call("snapshots --json" + ALWAYS + " --tag plan:p,created-by:i")
                                .json(
                                        "\"id\":\"{first}\"",
                                        "\"id\":\"{second}\"",
                                        "\"time\":\"\\d{4}-\\d\\d-\\d\\dT[^\"]+\"",
                                        "\"tree\":\"" + ID + "\"",
                                        "\"paths\":\\[\"{source}\"\\]",
                                        "\"hostname\":\"",
                                        "\"username\":\"",
                                        "\"tags\":\\[\"plan:p\",\"created-by:i\"\\]",
                                        "\"parent\":\"{first}\"",
                                        "\"summary\":\\{[^}]*\"backup_start\":\"[^\"]+\"[^}]*\"backup_end\":\"[^\"]+\""
                                                + "[^}]*\"data_added_packed\":\\d+[^}]*\"total_files_processed\":1\\b"),
                        call("ls --json {second} {source}" + ALWAYS + " --no-lock")
                                .out("^\\{[^\\n]*\"id\":\"{second}\"")
                                .everyLine("^\\{.*\\}$")
                                .out(
                                        "\"name\":\"sub\\[1\\]\",\"type\":\"dir\",\"path\":\"[^\"]+\",\"uid\":\\d+,\"gid\":\\d+,"
                                                + "\"mode\":\\d+,.*\"mtime\":\"[^\"]+\",\"atime\":\"[^\"]+\",\"ctime\":\"[^\"]+\""),
                        call("ls --json {second} /" + ALWAYS + " --no-lock").everyLine("^\\{.*\\}$"),
                        call("restore --json {second}:{source}" + ALWAYS + " --target {target} --include /sub\\[1\\]")
                                .everyLine("^\\{\"message_type\":\"(status|summary)\"")
                                .out("\\{\"message_type\":\"summary\",.*\"total_files\":\\d+,\"files_restored\":2,"
                                        + ".*\"total_bytes\":3,\"bytes_restored\":3"),
                        call("dump {second} {source} --archive tar" + ALWAYS).out("sub\\[1\\]/note"),
                        call("stats --json --mode=raw-data" + ALWAYS)
                                .json(
                                        "\"total_size\":\\d+",
                                        "\"total_uncompressed_size\":\\d+",
                                        "\"compression_ratio\":[\\d.]+",
                                        "\"compression_progress\":[\\d.]+",
                                        "\"compression_space_saving\":-?[\\d.]+",
                                        "\"total_blob_count\":\\d+",
                                        "\"snapshots_count\":2"),
                        call("forget --json --keep-last 1" + ALWAYS + " --tag plan:p,created-by:i --group-by ''")
                                .json(
                                        "^\\[\\{.*\"keep\":\\[\\{.*\"id\":\"{second}\".*\"remove\"",
                                        "\"remove\":\\[\\{.*\"id\":\"{first}\""),
                        call("forget --json --keep-daily 2 --keep-within 1y2m" + ALWAYS + " --group-by tags")
                                .json("^\\[\\{.*\"keep\":\\[\\{", "\"remove\":(null|\\[\\])"),
                        call("tag --add a,b {second}" + ALWAYS),
                        call("snapshots --json" + ALWAYS + " --tag a,b").out("\"id\":\"(?<tagged>" + ID + ")\""),
                        call("forget --json {tagged}" + ALWAYS),
                        call("snapshots --json" + ALWAYS).whole("\\[\\]\\n"),
                        call("prune" + ALWAYS + " --max-unused 25%"),
                        call("prune" + ALWAYS + " --max-unused 12.5%"),
                        call("prune" + ALWAYS + " --max-unused 1048576B"),
                        call("check" + ALWAYS).out("no errors were found"),
                        call("check" + ALWAYS + " --read-data-subset=5.0000%").out("no errors were found"),
                        call("unlock" + ALWAYS)));
    }

    private static WrapperCall backup(String path, String options) {
        return call("backup --json " + path + ALWAYS + " --exclude-caches --tag plan:p --tag created-by:i" + options)
                .everyLine("^\\{\"message_type\":\"(status|verbose_status|summary)\"")
                .out(
                        "\\{\"message_type\":\"summary\",.*\"files_new\":\\d+,\"files_changed\":\\d+,\"files_unmodified\":\\d+,"
                                + "\"dirs_new\":\\d+,\"dirs_changed\":\\d+,\"dirs_unmodified\":\\d+,\"data_blobs\":\\d+,"
                                + "\"tree_blobs\":\\d+,\"data_added\":\\d+,.*\"total_files_processed\":1,"
                                + "\"total_bytes_processed\":3,\"total_duration\":[\\d.E-]+");
    }
}
