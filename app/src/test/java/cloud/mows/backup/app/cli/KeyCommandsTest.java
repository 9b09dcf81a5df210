package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyCommandsTest {
    @TempDir
    Path folder;

    private CommandRun mows;

    @BeforeEach
    void makeRepository() throws Exception {
        mows = new CommandRun(folder);
        Result made = mows.run("init", "--json");
        assertThat(made.exitCode()).isZero();
        assertThat(made.out())
                .matches("\\{\"message_type\":\"initialized\",\"id\":\"[0-9a-f]{64}\",\"repository\":\"" + folder
                        + "/repo\"}\n");
        Files.writeString(folder.resolve("second"), "zweites\n");
    }

    @Test
    void initialisesOnlyOnce() {
        Result again = mows.run("init");
        assertThat(again.exitCode()).isOne();
        assertThat(again.err()).contains("there is a repository at " + folder + "/repo already");
    }

    @Test
    void addsListsAndRemovesAPassword() {
        Result added = mows.run("key", "add", "--new-password-file", "second", "--user", "anna", "--host", "turm");
        assertThat(added.out()).matches("saved new key with ID [0-9a-f]{64}\n");
        String id = added.out().strip().replace("saved new key with ID ", "");

        Result list = mows.run("key", "list");
        assertThat(list.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.matches(" " + id.substring(0, 8) + "  anna +turm +2026-11-22 12:00:00"))
                .anyMatch(line -> line.startsWith("*"));
        assertThat(mows.run("key", "list", "--json").out())
                .contains("{\"current\":false,\"id\":\"" + id
                        + "\",\"userName\":\"anna\",\"hostName\":\"turm\",\"created\":\"2026-11-22 12:00:00\"}");

        CommandRun second = new CommandRun(folder).with("RESTIC_PASSWORD", "zweites");
        assertThat(second.run("key", "remove", id.substring(0, 8)).err()).contains("is the one in use");
        assertThat(mows.run("key", "remove", id.substring(0, 8)).exitCode()).isZero();
        assertThat(second.run("key", "list").exitCode()).isEqualTo(12);
        assertThat(mows.run("key", "remove", "0123").err()).contains("there is no key whose name starts with '0123'");
    }

    @Test
    void changesThePassword() {
        assertThat(mows.run("key", "passwd", "--new-password-file", "second").exitCode())
                .isZero();
        assertThat(mows.run("key", "list").exitCode()).isEqualTo(12);
        Result list = new CommandRun(folder).with("RESTIC_PASSWORD", "zweites").run("list", "keys");
        assertThat(list.out().lines()).hasSize(1);
    }

    @Test
    void printsDocuments() {
        assertThat(mows.run("cat", "config").out())
                .matches(
                        "\\{\n  \"version\": 2,\n  \"id\": \"[0-9a-f]{64}\",\n  \"chunker_polynomial\": \"[0-9a-f]+\",\n"
                                + "  \"mows_chunker\": \"gear\"\n}\n");
        assertThat(mows.run("cat", "masterkey").out()).startsWith("{\n  \"mac\": {\n    \"k\": \"");
        String key = mows.run("list", "keys").out().strip();
        assertThat(mows.run("cat", "key", key.substring(0, 10)).out()).contains("\"kdf\": \"scrypt\"");
        assertThat(mows.run("cat", "tree", "abc").err()).contains("a tree is named by all its 64 digits");
        assertThat(mows.run("cat", "dog").err()).contains("'dog' cannot be printed");
    }

    @Test
    void leavesNoLockBehind() {
        mows.run("key", "list");
        assertThat(mows.run("list", "locks").out()).isEmpty();
        assertThat(mows.run("unlock")).isEqualTo(new Result(0, "", ""));
    }

    /** As restic, where it is asked for in every command. */
    @Test
    void noPasswordByChoiceOnly() {
        CommandRun open = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("open").toString())
                .with("RESTIC_PASSWORD", "");
        Result made = open.run("init", "--insecure-no-password");
        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("It has no password").doesNotContain("Write it down");
        assertThat(open.run("list", "keys", "--insecure-no-password").out().lines())
                .hasSize(1);
        assertThat(open.run("list", "keys").err()).startsWith("mows-backup: no password was given");
        Result both = open.with("RESTIC_PASSWORD", "x").run("list", "keys", "--insecure-no-password");
        assertThat(both.exitCode()).isOne();
        assertThat(both.err())
                .startsWith("mows-backup: --insecure-no-password cannot be used together with a password\n");
    }

    @Test
    void aKeyWithoutAPassword() {
        assertThat(mows.run("key", "add", "--new-insecure-no-password", "--new-password-file", "x")
                        .err())
                .contains("cannot be used together");
        Result added = mows.run("key", "add", "--new-insecure-no-password");
        assertThat(added.exitCode()).isZero();
        assertThat(added.out()).contains("This key needs no password", "saved new key");
        CommandRun open = new CommandRun(folder).with("RESTIC_PASSWORD", "");
        assertThat(open.run("snapshots", "--insecure-no-password").exitCode()).isZero();
        CommandRun copy = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("copy").toString());
        assertThat(copy.run("init").exitCode()).isZero();
        String repo = folder.resolve("repo").toString();
        assertThat(copy.run("copy", "--from-repo", repo, "--from-insecure-no-password")
                        .exitCode())
                .isZero();
        assertThat(copy.with("RESTIC_FROM_PASSWORD", "geheim")
                        .run("copy", "--from-repo", repo, "--from-insecure-no-password")
                        .err())
                .contains(
                        "--from-insecure-no-password cannot be used together with a password", "RESTIC_FROM_PASSWORD");
    }
}
