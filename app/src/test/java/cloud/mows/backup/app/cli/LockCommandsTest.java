package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryAccess;
import cloud.mows.backup.core.engine.StorageSettings;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.OpenOptions;
import cloud.mows.backup.core.repository.Password;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands beside somebody else's lock. */
final class LockCommandsTest {
    private static final int LOCKED = 11;

    @TempDir
    Path folder;

    private CommandRun mows;

    @BeforeEach
    void make() throws IOException {
        mows = new CommandRun(folder);
        Files.writeString(Files.createDirectories(folder.resolve("source")).resolve("note"), "one");
        Files.writeString(folder.resolve("new"), "zweites\n");
        succeed("init");
        succeed(words("backup SOURCE"));
    }

    private String[] words(String command) {
        return command.replace("SOURCE", folder.resolve("source").toString())
                .replace("NEW", folder.resolve("new").toString())
                .replace("REPO", folder.resolve("repo").toString())
                .split(" ");
    }

    private Result succeed(String... arguments) {
        Result result = mows.run(arguments);
        assertThat(result.exitCode()).as("%s", result).isZero();
        return result;
    }

    private Engine hold(LockNeed need, Instant time) {
        return hold(folder, need, time);
    }

    /** @param folder holds the repository {@code repo} */
    static Engine hold(Path folder, LockNeed need, Instant time) {
        Identity elsewhere = new Identity("elsewhere", "somebody", 1, 1, 77);
        return Engine.open(
                new RepositoryAccess(
                        folder.resolve("repo").toString(),
                        Password.of("geheim"),
                        OpenOptions.defaults(elsewhere).withClock(InstantSource.fixed(time)),
                        StorageSettings.DEFAULT,
                        Duration.ZERO),
                need);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup --no-lock SOURCE",
                "tag --no-lock --add x",
                "key add --no-lock --new-password-file NEW",
                "key passwd --no-lock --new-password-file NEW",
                "repair index --no-lock",
                "repair snapshots --no-lock",
                "copy --no-lock --from-repo REPO"
            })
    void whoWritesTakesALockWhateverIsSaid(String command) {
        mows.with("RESTIC_FROM_PASSWORD", "geheim");
        try (Engine _ = hold(LockNeed.EXCLUSIVE, CommandRun.NOW)) {
            Result refused = mows.run(words(command));
            assertThat(refused.exitCode()).as("%s", refused).isEqualTo(LOCKED);
            assertThat(refused.err())
                    .contains("the repository is locked exclusively by process 77 of somebody on elsewhere");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forget --keep-last 1 --no-lock", "prune --no-lock", "forget --no-lock --prune latest"})
    void whoDeletesRefusesToDoItWithoutALock(String command) {
        Result refused = mows.run(words(command));
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .isEqualTo(
                        "mows-backup: --no-lock works with " + command.split(" ")[0] + " only together with --dry-run\n"
                                + "  hint: leave it out: without a lock, what others write at this moment could be deleted\n");
        assertThat(succeed("list", "snapshots").out().lines()).hasSize(1);
    }

    @Test
    void whoOnlyReadsNeedsNone() {
        try (Engine _ = hold(LockNeed.EXCLUSIVE, CommandRun.NOW)) {
            for (String command : List.of(
                    "snapshots",
                    "ls latest",
                    "check",
                    "backup -n SOURCE",
                    "forget -n --keep-last 1",
                    "forget -n --prune latest",
                    "prune -n",
                    "key list",
                    "stats")) {
                succeed(words(command + " --no-lock"));
                assertThat(mows.run(words(command)).exitCode()).as(command).isEqualTo(LOCKED);
            }
        }
        assertThat(succeed("list", "snapshots").out().lines()).hasSize(1);
    }

    /** Resticprofile waits or unlocks by what it finds in these lines. */
    @Test
    void aLockIsToldInResticsWordsToo() {
        Instant taken = CommandRun.NOW.minus(Duration.ofSeconds(754));
        try (Engine _ = hold(LockNeed.EXCLUSIVE, taken)) {
            String lock = succeed("list", "locks", "--no-lock").out().substring(0, 8);
            Result refused = mows.run("prune");
            assertThat(refused.exitCode()).isEqualTo(LOCKED);
            assertThat(refused.err())
                    .isEqualTo(
                            "mows-backup: the repository is locked exclusively by process 77 of somebody on elsewhere since "
                                    + taken
                                    + "\nunable to create lock in backend: repository is already locked exclusively by PID 77 on elsewhere"
                                    + " by somebody (UID 1, GID 1)\nlock was created at 2026-11-22T11:47:26Z (12m34s ago)\nstorage ID "
                                    + lock
                                    + "\nthe `unlock` command can be used to remove stale locks\n  hint: wait for it, for example"
                                    + " with --retry-lock 30m: a lock whose owner died runs out within half an hour, or at once with"
                                    + " 'mows-backup unlock'\n");
        }
    }

    @Test
    void unlockTellsWhatItLeftAndWhy() {
        try (Engine _ = hold(LockNeed.SHARED, CommandRun.NOW.minus(Duration.ofMinutes(12)));
                Engine _ = hold(LockNeed.SHARED, CommandRun.NOW.minus(Duration.ofMinutes(31)));
                Engine _ = hold(LockNeed.SHARED, CommandRun.NOW.plus(Duration.ofHours(2)))) {
            String out = succeed("unlock").out();
            assertThat(out)
                    .contains(
                            "successfully removed 1 lock\n",
                            "left the lock held by process 77 of somebody on elsewhere since 2026-11-22T11:48:00Z: it was"
                                    + " renewed 12 minutes ago and counts as abandoned after 30 minutes\n",
                            "left the lock held by process 77 of somebody on elsewhere since 2026-11-22T14:00:00Z: its time"
                                    + " lies 120 minutes in the future, so the clock of that machine or of this one is wrong\n",
                            "--remove-all");
            assertThat(succeed("snapshots").err())
                    .contains("Warning: the lock held by process 77", "is from the future");
            assertThat(succeed("unlock", "--remove-all").out()).isEqualTo("successfully removed 2 locks\n");
        }
    }
}
