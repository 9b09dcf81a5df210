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
 * What Velero's restic uploader calls and looks for: vmware-tanzu/velero at d30d389, pkg/restic/command.go and command_factory.go
 * (arguments), exec_commands.go (the last line of a backup, sizes); pkg/repository/provider/restic.go, pkg/repository/restic/
 * repository.go and pkg/uploader/provider/restic.go before 235e579 (when a repository is made, what an empty volume is).
 */
final class VeleroCallsTest {
    private static final String HERE =
            " --repo={repo} --password-file={password-file} --cache-dir={scratch}/.cache/restic";
    private static final String TAGS = " --tag=backup=nightly --tag=pod=app --tag=volume=data";

    @TempDir
    Path folder;

    private WrapperScript script(Path volume) throws IOException {
        Files.createDirectories(volume);
        Files.writeString(folder.resolve("password"), "geheim");
        CommandRun run = new CommandRun(volume)
                .with("RESTIC_REPOSITORY", "")
                .with("RESTIC_PASSWORD", "")
                .with("RESTIC_CACHE_DIR", "");
        return new WrapperScript(run)
                .with("repo", folder.resolve("repo"))
                .with("password-file", folder.resolve("password"))
                .with("scratch", folder.resolve("scratch"));
    }

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        Path volume = folder.resolve("volume");
        WrapperScript script = script(volume);
        Files.writeString(volume.resolve("note"), "one");
        return script.tests(List.of(
                call("snapshots" + HERE + " --latest=1")
                        .exits(10)
                        .err("Is there a repository at the following location\\?"),
                call("init" + HERE),
                call("snapshots" + HERE + " --latest=1"),
                call("backup" + HERE + " ." + TAGS + " --host=velero --json")
                        .out("^\\{\"message_type\":\"summary\".*\"total_bytes_processed\":3\\b.*\\}$"),
                call("snapshots" + HERE + " --json --latest=1 --tag=backup=nightly,pod=app,volume=data")
                        .json("\\A\\[\\{[^\\n]*\"short_id\":\"(?<id>[0-9a-f]{8})\""),
                call("backup" + HERE + " . --tag=backup=second --host=velero --json --parent={id}")
                        .out("^\\{\"message_type\":\"summary\".*\"files_unmodified\":1\\b"),
                call("stats" + HERE + " {id} --json").json("\"total_size\":3\\b"),
                call("restore" + HERE + " {id} --target=. --sparse"),
                call("restore" + HERE + " {id} --target=. --insecure-tls=true"),
                call("forget" + HERE + " {id}"),
                call("prune" + HERE),
                call("unlock" + HERE)));
    }

    /** An empty volume is no failure, if it is told like this. */
    @TestFactory
    Stream<DynamicTest> empty() throws IOException {
        return script(folder.resolve("empty"))
                .tests(List.of(
                        call("init" + HERE),
                        call("backup" + HERE + " ." + TAGS + " --host=velero --json")
                                .exits(1)
                                .err("snapshot is empty")));
    }
}
