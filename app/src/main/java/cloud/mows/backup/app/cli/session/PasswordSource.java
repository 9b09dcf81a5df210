package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Password;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the password: a command, a file, the environment, the terminal, else the first line of standard input. */
final class PasswordSource {
    private static final int BYTES_MAX = 64 << 10;
    private static final String TOO_LONG = "longer than 64 KiB, so it is hardly a password";

    private final Console console;
    private final Environment environment;
    private final GlobalOptions global;

    /** @param global says which repository's password it is */
    PasswordSource(Console console, Environment environment, GlobalOptions global) {
        this.console = console;
        this.environment = environment;
        this.global = global;
    }

    /**
     * @param prompt what to ask on a terminal
     * @param twice ask again and compare, for a new password
     */
    Password find(String prompt, boolean twice) throws IOException {
        if (global.place.passwordFile != null && global.place.passwordCommand != null) {
            throw usage(
                    global.option("password-file") + " and " + global.option("password-command")
                            + " cannot be used together",
                    "");
        }
        Password given = given(global.place.passwordFile, global.place.passwordCommand);
        if (given != null) {
            return given;
        }
        return twice ? typed(prompt) : ask(prompt);
    }

    /** The choice of {@code --insecure-no-password}; with a password beside it nobody knows what is meant. */
    Password none() {
        boolean isGiven = global.place.passwordFile != null
                || global.place.passwordCommand != null
                || environment.setting("PASSWORD_COMMAND") != null
                || environment.setting("PASSWORD_FILE") != null
                || environment.setting("PASSWORD") != null;
        if (isGiven) {
            throw usage(
                    global.option("insecure-no-password") + " cannot be used together with a password",
                    "leave one of them out; a password may also come from " + global.variable("PASSWORD")
                            + " and so on");
        }
        return Password.none();
    }

    /** A new password, asked for twice on a terminal. */
    Password typed(String prompt) throws IOException {
        Password typed = ask(prompt);
        if (console.terminal().in() && !ask("enter password again: ").equals(typed)) {
            throw usage("the two passwords differ", "type the same twice");
        }
        return typed;
    }

    private @Nullable Password given(@Nullable Path file, @Nullable String command) throws IOException {
        if (command != null) {
            return ofCommand(command);
        }
        if (file != null) {
            return ofFile(file);
        }
        String commandVariable = environment.setting("PASSWORD_COMMAND");
        if (commandVariable != null) {
            return ofCommand(commandVariable);
        }
        String fileVariable = environment.setting("PASSWORD_FILE");
        if (fileVariable != null) {
            return ofFile(Path.of(fileVariable));
        }
        String variable = environment.setting("PASSWORD");
        return variable == null
                ? null
                : Password.of(ByteSlice.of(EscapedBytes.unescape(variable).toArray()));
    }

    private Password ofFile(Path path) {
        return ofFile(
                path,
                "name the right one with " + global.option("password-file") + " or in "
                        + global.variable("PASSWORD_FILE"));
    }

    /**
     * A file's text without the white space around it and a byte order mark.
     *
     * @param hint what to do if it is not there
     */
    Password ofFile(Path path, String hint) {
        byte[] bytes = new NamedFile("the password file", path, hint).read(environment, BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw usage("the password file " + path + " is " + TOO_LONG, hint);
        }
        Password password = PasswordText.ofFile(bytes);
        if (password.isEmpty()) {
            throw usage("the password file " + path + " is empty", "write the password into it");
        }
        return password;
    }

    private Password ofCommand(String command) throws IOException {
        List<String> words = ShellWords.split(command);
        if (words.isEmpty()) {
            throw usage("the password command is empty", "");
        }
        Process process;
        try {
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw usage("the password command '" + words.getFirst() + "' cannot be started", "is it installed?");
        }
        process.getOutputStream().close();
        byte[] output = process.getInputStream().readNBytes(BYTES_MAX + 1);
        try {
            if (process.waitFor() != 0) {
                throw usage(
                        "the password command '" + words.getFirst() + "' ended with exit code " + process.exitValue(),
                        "");
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted while waiting for the password command", "");
        }
        if (output.length > BYTES_MAX) {
            throw usage("what the password command '" + words.getFirst() + "' prints is " + TOO_LONG, "");
        }
        Password password = PasswordText.ofCommand(output);
        if (password.isEmpty()) {
            throw usage(
                    "the password command '" + words.getFirst() + "' printed nothing",
                    "it prints the password to its standard output");
        }
        return password;
    }

    private Password ask(String prompt) {
        try {
            Password password = read(prompt);
            if (!password.isEmpty()) {
                return password;
            }
        } catch (IOException e) {
            throw none(", and standard input cannot be read: " + e.getMessage());
        }
        throw none("");
    }

    private BackupException none(String why) {
        return usage(
                "no password was given" + (global.role().isEmpty() ? "" : " for the " + global.role()) + why,
                "set " + global.variable("PASSWORD_FILE") + " or " + global.variable("PASSWORD") + ", use "
                        + global.option("password-file") + ", or type it");
    }

    private Password read(String prompt) throws IOException {
        if (!console.terminal().in()) {
            return line();
        }
        console.ask(prompt);
        boolean silent = stty("-echo");
        Thread restore = new Thread(() -> stty("echo"));
        Runtime.getRuntime().addShutdownHook(restore);
        try {
            return line();
        } finally {
            if (silent) {
                stty("echo");
            }
            forget(restore);
            console.note("");
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending: the hook does its work now.
            return;
        }
    }

    /** Whether the terminal did it; without {@code stty} what is typed can be seen. */
    private static boolean stty(String mode) {
        try {
            return new ProcessBuilder("stty", mode)
                            .redirectInput(ProcessBuilder.Redirect.INHERIT)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Password line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int b; (b = console.in().read()) >= 0 && b != '\n'; ) {
            if (line.size() > BYTES_MAX) {
                throw usage("the first line of standard input is " + TOO_LONG, "");
            }
            line.write(b);
        }
        return PasswordText.ofLine(line.toByteArray());
    }

    private static BackupException usage(String message, String hint) {
        return new BackupException(ProblemCode.USAGE, message, hint);
    }
}
