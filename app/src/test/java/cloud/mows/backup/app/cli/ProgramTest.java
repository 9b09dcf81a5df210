package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import cloud.mows.backup.app.cli.session.CliCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProgramTest {
    @TempDir
    Path folder;

    @Test
    void withoutArgumentsItExplainsItself() {
        Result result = new CommandRun(folder).run();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("MOWS Backup: ").contains("Every day:", "  init ");
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(new CommandRun(folder).run("--help")).isEqualTo(result);
        assertThat(new CommandRun(folder).run("help")).isEqualTo(result);
    }

    static Stream<String> commands() {
        return CommandTable.ENTRIES.stream().map(CommandTable.Entry::name);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItselfWithinEightyColumns(String name) {
        CliCommand command = CommandTable.create(name);
        assertThat(command).isNotNull();
        String[] words = (name + " --help").split(" ");
        Result result = new CommandRun(folder).run(words);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("Usage: mows-backup " + name);
        assertThat(result.out().lines().filter(line -> !line.contains("://") && !line.contains(" > ")))
                .allMatch(line -> line.length() <= 80);
        assertThat(new CommandRun(folder).run(("help " + name).split(" ")).out())
                .isEqualTo(result.out());
    }

    @Test
    void globalOptionsStandBeforeOrAfterTheCommand() {
        Result before = new CommandRun(folder).run("-r", "elsewhere", "--json", "version");
        assertThat(before.exitCode()).isZero();
        assertThat(before.out()).startsWith("{\"message_type\":\"version\",\"version\":\"");
        assertThat(new CommandRun(folder).run("version", "--json", "-relsewhere"))
                .isEqualTo(before);
    }

    @Test
    void wordsThatAreNoCommand() {
        assertThat(new CommandRun(folder).run("unlok"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "mows-backup: there is no command 'unlok' (did you mean 'unlock'?)\n"
                                + "  hint: see 'mows-backup --help'\n"));
        assertThat(new CommandRun(folder).run("key").err()).contains("'key' needs a second word: key add, key list");
        assertThat(new CommandRun(folder).run("-q").err()).contains("no command was named");
        assertThat(new CommandRun(folder).run("unlock", "--remove-al").err())
                .isEqualTo("mows-backup: unknown option --remove-al (did you mean --remove-all?)\n"
                        + "  hint: see 'mows-backup unlock --help'\n");
        assertThat(new CommandRun(folder).run("-q", "-v", "version").exitCode()).isOne();
    }

    @Test
    void problemsHaveResticsExitCodesAndJson() {
        String at = folder + "/repo";
        Result missing = new CommandRun(folder).run("list", "keys", "--json");
        assertThat(missing.exitCode()).isEqualTo(10);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err())
                .isEqualTo("{\"message_type\":\"exit_error\",\"code\":10,\"message\":\"there is no repository at " + at
                        + "\\nFatal: repository does not exist: unable to open config file\\nIs there a repository at"
                        + " the following location?\\n" + at
                        + "\",\"problem\":\"repository_missing\",\"hint\":\"check the"
                        + " address, or create one with 'mows-backup init'\"}\n");
        assertThat(new CommandRun(folder).run("list", "keys").err())
                .isEqualTo("mows-backup: there is no repository at " + at
                        + "\nFatal: repository does not exist: unable to open config file"
                        + "\nIs there a repository at the following location?\n" + at
                        + "\n  hint: check the address, or create one with 'mows-backup init'\n");
        assertThat(new CommandRun(folder).run("init").out()).startsWith("created restic repository ");
        assertThat(new CommandRun(folder).run("init"))
                .isEqualTo(new Result(
                        1,
                        "",
                        "mows-backup: there is a repository at " + at + " already\nFatal: create repository at " + at
                                + " failed: config file already exists\n  hint: choose another place\n"));
        Result wrong = new CommandRun(folder).with("RESTIC_PASSWORD", "falsch").run("list", "keys");
        assertThat(wrong.exitCode()).isEqualTo(12);
        assertThat(wrong.err())
                .startsWith("mows-backup: wrong password for the repository at " + at)
                .contains("\nFatal: wrong password or no key found\n")
                .doesNotContain("falsch");
    }

    /** Wrappers look for a version of restic, and people for ours. */
    @Test
    void theVersionTellsWhomItStandsInFor() {
        assertThat(new CommandRun(folder).run("version").out())
                .matches("mows-backup [\\w.-]+ on Java .*\n.* restic 0\\.19\\.1 \\(this is not restic itself\\)\n");
        assertThat(new CommandRun(folder).run("version", "--json").out()).contains(",\"restic_version\":\"0.19.1\",");
    }

    /** Each says what is wrong with which thing, and none takes the user's mistake for the program's. */
    @Test
    void whatTheUserGotWrongIsNamed() throws Exception {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        Path file = Files.writeString(folder.resolve("file"), "x");
        String noSnapshot =
                "mows-backup: not a snapshot: 'nope'" + " (examples: latest, 9f3c21aa, latest:/etc, 9f3c21aa:/etc)\n";
        assertFails(noSnapshot + "  hint: see 'mows-backup forget --help'\n", new CommandRun(folder), "forget", "nope");
        assertFails(
                noSnapshot + "  hint: see 'mows-backup tag --help'\n",
                new CommandRun(folder),
                "tag",
                "--add",
                "x",
                "nope");
        assertFails(
                "mows-backup: RESTIC_READ_CONCURRENCY: 'x' is no number\n  hint: see 'mows-backup backup --help'\n",
                new CommandRun(folder).with("RESTIC_READ_CONCURRENCY", "x"),
                "backup",
                file.toString());
        assertFails(
                "mows-backup: say where to restore to with --target\n  hint: see 'mows-backup restore --help'\n",
                new CommandRun(folder),
                "restore",
                "latest");
        assertFails(
                "mows-backup: the password file " + folder + " is a folder\n  hint: name the file in it\n",
                new CommandRun(folder).with("RESTIC_PASSWORD_FILE", folder.toString()),
                "snapshots");
        assertFails(
                "mows-backup: make the folders in " + file + ": there is a file of that name: " + file
                        + "\n  hint: check the repository's address\n",
                new CommandRun(folder).with("RESTIC_REPOSITORY", file.toString()),
                "init");
    }

    /** The file is named, and the option or variable that named it. */
    @Test
    void filesThatCannotBeReadAreNamed() throws Exception {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        Files.writeString(folder.resolve("empty"), " \n");
        String absent = folder.resolve("absent").toString();
        assertFails(
                "mows-backup: the password file " + absent + " does not exist\n"
                        + "  hint: name the right one with --password-file or in RESTIC_PASSWORD_FILE\n",
                new CommandRun(folder).with("RESTIC_PASSWORD_FILE", absent),
                "snapshots");
        assertFails(
                "mows-backup: the password file empty is empty\n  hint: write the password into it\n",
                new CommandRun(folder),
                "snapshots",
                "-p",
                "empty");
        assertFails(
                "mows-backup: the password command 'true' printed nothing\n"
                        + "  hint: it prints the password to its standard output\n",
                new CommandRun(folder),
                "snapshots",
                "--password-command",
                "true");
        assertFails(
                "mows-backup: the repository file absent does not exist\n"
                        + "  hint: name the right one with --repository-file or in RESTIC_REPOSITORY_FILE\n",
                new CommandRun(folder),
                "snapshots",
                "--repository-file",
                "absent");
        assertFails(
                "mows-backup: the repository file . is a folder\n  hint: name the file in it\n",
                new CommandRun(folder),
                "snapshots",
                "--repository-file",
                ".");
        for (String option : List.of("--exclude-file", "--iexclude-file", "--files-from", "--files-from-raw")) {
            assertFails(
                    "mows-backup: " + option + ": absent does not exist\n  hint: check the path\n",
                    new CommandRun(folder),
                    "backup",
                    ".",
                    option,
                    "absent");
        }
    }

    /** Of two repositories it is clear which one is meant. */
    @Test
    void theSourceRepositorysPasswordIsNamedApart() {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        String source = folder.resolve("repo").toString();
        CommandRun copy = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("copy").toString());
        assertThat(copy.run("init").exitCode()).isZero();
        assertFails(
                "mows-backup: no password was given for the source repository\n"
                        + "  hint: set RESTIC_FROM_PASSWORD_FILE or RESTIC_FROM_PASSWORD, use --from-password-file, or type it\n",
                copy,
                "copy",
                "--from-repo",
                source);
        assertFails(
                "mows-backup: the password file absent does not exist\n"
                        + "  hint: name the right one with --from-password-file or in RESTIC_FROM_PASSWORD_FILE\n",
                copy,
                "copy",
                "--from-repo",
                source,
                "--from-password-file",
                "absent");
        Result wrong = copy.with("RESTIC_FROM_PASSWORD", "falsch").run("copy", "--from-repo", source);
        assertThat(wrong.exitCode()).isEqualTo(12);
        assertThat(wrong.err())
                .contains("wrong password for the repository at " + source)
                .contains("check RESTIC_FROM_PASSWORD, RESTIC_FROM_PASSWORD_FILE or --from-password-file");
    }

    /** A cache that nobody asked for may be missing; one that was asked for may not. */
    @Test
    void aCacheFolderThatCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        Result usual = new CommandRun(folder)
                .with("RESTIC_CACHE_DIR", "")
                .with("HOME", file.toString())
                .run("backup", file.toString());
        assertThat(usual.exitCode()).isZero();
        assertThat(usual.err())
                .startsWith("Warning: the cache folder " + file + "/.cache/mows-backup/repositories cannot be used;");
        Result named = new CommandRun(folder).run("backup", file.toString(), "--cache-dir", file.toString());
        assertThat(named.exitCode()).isOne();
        assertThat(named.err())
                .isEqualTo("mows-backup: the cache folder " + file + " cannot be used: Not a directory\n"
                        + "  hint: choose another place with --cache-dir or use --no-cache\n");
    }

    private static void assertFails(String message, CommandRun run, String... arguments) {
        assertThat(run.run(arguments)).isEqualTo(new Result(1, "", message));
    }

    @Test
    void passwordsComeFromManyPlaces() throws Exception {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        Path file = folder.resolve("password");
        Files.writeString(file, "\ufeff  geheim\r\n");
        assertThat(new CommandRun(folder)
                        .with("RESTIC_PASSWORD", "")
                        .run("list", "keys", "-p", "password")
                        .exitCode())
                .isZero();
        assertThat(new CommandRun(folder)
                        .with("RESTIC_PASSWORD", "")
                        .run("list", "keys", "--password-command", "sh -c 'echo geh\"\"eim'")
                        .exitCode())
                .isZero();
        assertThat(new CommandRun(folder)
                        .with("RESTIC_PASSWORD", "")
                        .withInput("geheim\n")
                        .run("list", "keys")
                        .exitCode())
                .isZero();
        assertThat(new CommandRun(folder)
                        .with("RESTIC_PASSWORD", "falsch")
                        .with("MOWS_BACKUP_PASSWORD", "geheim")
                        .run("list", "keys")
                        .exitCode())
                .isZero();
        assertThat(new CommandRun(folder)
                        .with("RESTIC_PASSWORD", "")
                        .run("list", "keys")
                        .err())
                .startsWith("mows-backup: no password was given");
        assertThat(new CommandRun(folder)
                        .run("list", "keys", "--insecure-no-password")
                        .exitCode())
                .isOne();
    }
}
