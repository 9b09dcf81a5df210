package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password is bytes, wherever it comes from: what one program made with it, the other opens with it and only with it. */
class PasswordBytesE2E {
    /** As a shell's {@code printf} writes it: Latin 1's é, and a byte that no text in UTF-8 has. */
    private static final String PASSWORD = "caf\\351 \\377";

    /** Another one, the same to whoever replaces the bytes that are not UTF-8. */
    private static final String OTHER = "caf\\350 \\376";

    @TempDir
    Path folder;

    private Program mows;
    private Program restic;
    private Path repository;

    enum Way {
        ENVIRONMENT("RESTIC_PASSWORD=\"$(printf '%s')\"; export RESTIC_PASSWORD; exec \"$@\""),
        STANDARD_INPUT("printf '%s\\n' | \"$@\""),
        FILE("printf ' %s\\r\\n' >password && \"$@\" --password-file password"),
        COMMAND("\"$@\" --password-command \"printf '%s\\n'\"");

        private final String script;

        Way(String script) {
            this.script = script;
        }

        /** A shell that gives {@code program} this password. */
        Program of(Program program, String password) {
            String text = script.replace("%s", this == COMMAND ? password.replace("\\", "\\\\") : password);
            return program.with("RESTIC_PASSWORD", null)
                    .with("MOWS_BACKUP_PASSWORD", null)
                    .by("sh", "-c", text, "sh");
        }
    }

    @BeforeEach
    void programs() throws Exception {
        repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
        restic = Machine.restic(folder, repository);
    }

    @Test
    void resticOpensWhatWeMadeHoweverThePasswordIsGiven() throws Exception {
        Way.ENVIRONMENT.of(mows, PASSWORD).succeed("init");
        for (Way way : Way.values()) {
            way.of(restic, PASSWORD).succeed("cat", "config");
            way.of(mows, PASSWORD).succeed("cat", "config");
            assertThat(way.of(mows, OTHER).run("cat", "config").exitCode())
                    .as("%s", way)
                    .isEqualTo(12);
            assertThat(way.of(restic, OTHER).run("cat", "config").exitCode())
                    .as("%s", way)
                    .isEqualTo(12);
        }
    }

    @Test
    void weOpenWhatResticMade() throws Exception {
        Way.STANDARD_INPUT.of(restic, PASSWORD).succeed("init");
        for (Way way : Way.values()) {
            way.of(mows, PASSWORD).succeed("cat", "config");
        }
        Files.writeString(folder.resolve("new"), "plain\n");
        Way.ENVIRONMENT.of(mows, PASSWORD).succeed("key", "passwd", "--new-password-file", "new");
        restic.with("RESTIC_PASSWORD", "plain").succeed("cat", "config");
    }
}
