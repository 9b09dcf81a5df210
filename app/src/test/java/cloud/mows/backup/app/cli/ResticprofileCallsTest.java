package cloud.mows.backup.app.cli;

import static cloud.mows.backup.app.cli.WrapperCall.call;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What resticprofile calls and looks for: creativeprojects/resticprofile at 9eac2a8, shell/args.go (options as --name=value in
 * alphabetical order), wrapper.go (which commands), config/profile.go (what makes the target of a copy), shell/plain_summary.go
 * and shell/json_summary.go (the end of a backup), shell/analyser.go (locks), restic/downloader.go (the version).
 */
final class ResticprofileCallsTest {
    private static final String HERE = " --password-file={password-file} --repo={repo}";

    @TempDir
    Path folder;

    private WrapperScript script() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("note"), "one");
        Files.writeString(folder.resolve("password"), "geheim\n");
        return new WrapperScript(
                        new CommandRun(folder).with("RESTIC_REPOSITORY", "").with("RESTIC_PASSWORD", ""))
                .with("source", source)
                .with("password-file", folder.resolve("password"))
                .with("repo", folder.resolve("repo"))
                .with("second", folder.resolve("second"));
    }

    @TestFactory
    Stream<DynamicTest> calls() throws IOException {
        return script().tests(List.of(
                call("version").out("restic ([\\d.]+)[ -].+"),
                call("init" + HERE),
                // Its failure is expected and not looked at.
                call("init" + HERE).exits(1),
                call("backup --exclude-caches --exclude=*.tmp --iexclude=*.bak --one-file-system" + HERE
                                + " --tag=daily --tag=home --verbose=1 {source}")
                        .out("^Files: +1 new, +0 changed, +0 unmodified$")
                        .out("^Dirs: +[1-9]\\d* new, +0 changed, +0 unmodified$")
                        .out("^Added to the repository: [\\d.]+ \\S{1,3} \\([\\d.]+ \\S{1,3} stored\\)$")
                        .out("^processed 1 files, 3 B in \\d:\\d\\d$"),
                call("backup --json --no-scan" + HERE + " --read-concurrency=2 --skip-if-unchanged {source}")
                        .everyLine("^\\{\"message_type\":\"[^\\n]*\\}$")
                        .out("^\\{\"message_type\":\"summary\",.*\"data_added_packed\":\\d+,.*\\}$"),
                call("backup" + HERE + " --stdin --stdin-filename=dump.sql")
                        .reads("create table")
                        .out("processed 1 files, 12 B in "),
                call("forget --group-by=host --host=nobody --keep-daily=7 --keep-last=3 --keep-within=1y" + HERE
                        + " --path={source} --prune"),
                call("snapshots --compact" + HERE),
                call("check" + HERE + " --read-data-subset=10%").out("no errors were found"),
                call("init --copy-chunker-params --from-key-hint=x --from-password-file={password-file}"
                                + " --from-repo={repo} --password-file={password-file} --repo={second}")
                        .out("created restic repository"),
                call("copy --from-password-file={password-file} --from-repo={repo} --limit-upload=100000"
                        + " --password-file={password-file} --repo={second} latest"),
                call("snapshots --password-file={password-file} --repo={second} --json")
                        .json("\"paths\":\\[\"/dump.sql\"\\]"),
                call("prune --max-unused=10% --max-repack-size=1G" + HERE + " --repack-cacheable-only"),
                call("unlock" + HERE)));
    }

    /** It waits and tries again, or unlocks, if two of the patterns are found. */
    @Test
    void locks() throws IOException {
        WrapperScript script = script();
        script.play(call("init" + HERE));
        try (Engine _ = LockCommandsTest.hold(folder, LockNeed.SHARED, CommandRun.NOW.minusSeconds(754))) {
            for (String json : List.of("", " --json")) {
                script.play(call("prune" + HERE + json)
                        .exits(11)
                        .err(
                                "unable to create lock.+already locked.+?by (PID 77 on elsewhere by somebody \\(UID 1, GID 1\\))")
                        .err("lock was created at.+\\((?<age>[^()]+)\\s+ago\\)")
                        .err("the\\W+unlock\\W+command can be used to remove stale locks"));
            }
        }
    }
}
