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
 * What autorestic calls and looks for: cupcakearmy/autorestic at bb29a98, internal/backend.go (check, then init),
 * internal/location.go (backup, copy, forget, restore), internal/utils.go and config.go (options for all commands stand before the
 * command), internal/metadata/ (what is read from the output of a backup).
 */
final class AutoresticCallsTest {
    private static final String GLOBAL = "--retry-lock 1m --cleanup-cache ";
    private static final String TAG = "ar:location:home";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("note"), "one");
        CommandRun second = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("second").toString())
                .with("RESTIC_PASSWORD", "geheim2");
        new WrapperScript(second).play(call("init"));
        CommandRun run = new CommandRun(folder)
                .with("RESTIC_REPOSITORY2", folder.resolve("second").toString())
                .with("RESTIC_PASSWORD2", "geheim2");
        return new WrapperScript(run)
                .with("source", source)
                .with("target", folder.resolve("target"))
                .tests(List.of(
                        call(GLOBAL + "check").exits(10),
                        call(GLOBAL + "init"),
                        call(GLOBAL + "check"),
                        backup().out("(?i)^snapshot (?<id>\\w+) saved$"),
                        backup().out("(?i)^using parent snapshot {id}$")
                                .out("(?i)^Added to the repo(sitory)?: ([\\d.]+ \\w+)( \\([\\d.]+[\\w\\s]+\\))?$"),
                        call(GLOBAL + "copy {id}"),
                        call(GLOBAL + "backup --dry-run --tag " + TAG + " {source}"),
                        call(GLOBAL + "forget --tag " + TAG + " --prune --keep-last 1 --keep-daily 7"),
                        call(GLOBAL + "forget --tag " + TAG + " --dry-run --keep-last 1"),
                        call(GLOBAL + "restore --target {target} --tag " + TAG + " latest"),
                        call(GLOBAL + "snapshots"),
                        call(GLOBAL + "unlock")));
    }

    private static WrapperCall backup() {
        return call(GLOBAL + "backup --exclude *.nope --exclude-caches --tag ar:cron --tag " + TAG + " {source}")
                .out("(?i)^Files: +\\d+ new, +\\d+ changed, +\\d+ unmodified$")
                .out("(?i)^Dirs: +\\d+ new, +\\d+ changed, +\\d+ unmodified$")
                .out("(?i)^processed \\d* files, 3 B in \\d+:\\d\\d$");
    }
}
