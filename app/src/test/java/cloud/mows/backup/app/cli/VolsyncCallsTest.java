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
 * What VolSync calls and looks for: backube/volsync at 5ca54da, mover-restic/entry.sh (calls, exit codes, columns of the table of
 * snapshots), internal/controller/mover/restic/logfilter.go (lines that its status shows), mover.go (options of forget).
 */
final class VolsyncCallsTest {
    private static final String MISSING = ".*(Is there a repository at the following location).*";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("note"), "one");
        // It works in the folder that it saves.
        CommandRun run = new CommandRun(data)
                .with("RESTIC_REPOSITORY", folder.resolve("repo").toString())
                .with("RESTIC_CACHE_DIR", folder.resolve("cache").toString())
                .with("RESTIC_PROGRESS_FPS", "0.1");
        return new WrapperScript(run)
                .with("repo", folder.resolve("repo"))
                .tests(List.of(
                        call("version"),
                        call("unlock").exits(10).err(MISSING),
                        call("cat config").exits(10).err(MISSING),
                        call("init").out("^\\s*([cC]reated)"),
                        call("cat config"),
                        backup().out("^\\s*([nN]o parent snapshot)"),
                        backup().out("^\\s*([uU]sing parent snapshot)"),
                        // Identifier, day and time are the first three columns of lines with the path.
                        call("-r {repo} snapshots")
                                .out("^(?<id>[0-9a-f]{8})\\s+\\d{4}-\\d\\d-\\d\\d\\s+\\d\\d:\\d\\d:\\d\\d\\s.*/data"),
                        call("forget --host volsync --keep-hourly 5 --keep-daily 4 --keep-weekly 3 --keep-monthly 2"
                                + " --keep-yearly 1 --keep-within 5m3d --keep-last 2"),
                        call("restore {id} -t . --host volsync --include-xattr user.* --delete")
                                .out("^\\s*([rR]estoring)"),
                        call("unlock"),
                        call("prune")));
    }

    private static WrapperCall backup() {
        return call("backup --host volsync --exclude=lost+found .")
                .out("^\\s*([aA]dded to the repository)")
                .out("^\\s*([pP]rocessed)\\s.+([fF]iles)")
                .out("^\\s*([sS]napshot)\\s.+([sS]aved)");
    }

    @TestFactory
    Stream<DynamicTest> wrongPassword() {
        new WrapperScript(new CommandRun(folder)).play(call("init"));
        return new WrapperScript(new CommandRun(folder).with("RESTIC_PASSWORD", "falsch"))
                .tests(List.of(call("cat config").exits(12).err("^\\s*([fF]atal): wrong password or no key found")));
    }
}
