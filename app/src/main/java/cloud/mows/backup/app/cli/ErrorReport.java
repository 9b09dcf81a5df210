package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** Ends a failed run: a sentence and a hint on the error stream, for programs restic's JSON object; and the exit code. */
final class ErrorReport {
    private static final int LEVEL_OF_STACK_TRACES = 3;
    private static final int EXIT_CODE_OF_BROKEN_PIPE = 128 + 13;

    private final Console console;
    private final boolean json;
    private int verbosity = 1;
    private String helpHint = "see 'mows-backup --help'";

    ErrorReport(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** The command that runs, whose help may be worth a look. */
    void command(String name) {
        helpHint = "see 'mows-backup " + name + " --help'";
    }

    void verbosity(int level) {
        verbosity = level;
    }

    int interrupted() {
        return print(Problem.of(ProblemCode.CANCELLED, "interrupted"));
    }

    int of(Throwable e) {
        int exitCode = print(problem(e));
        if (verbosity >= LEVEL_OF_STACK_TRACES) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            console.note(trace.toString());
        }
        return exitCode;
    }

    /**
     * What was printed did not all arrive. Where the reader of a pipe had enough, as {@code head} has, that is no problem: then
     * only the exit code tells, which is a shell's for a program that a broken pipe ended.
     */
    int outputLost(IOException e) {
        String reason = String.valueOf(e.getMessage());
        if (reason.toLowerCase(Locale.ROOT).contains("pipe")) {
            return EXIT_CODE_OF_BROKEN_PIPE;
        }
        return print(Problem.of(
                ProblemCode.LOCAL_IO,
                "standard output could not be written: " + reason,
                "what is missing there is lost; everything else was done"));
    }

    private Problem problem(Throwable e) {
        return switch (e) {
            case BackupException known -> known.problem();
            case UsageException usage -> Problem.of(ProblemCode.USAGE, usage.text(), helpHint);
            case UncheckedIOException io -> local(io.getCause());
            case IOException io -> local(io);
            case InterruptedException _ -> Problem.of(ProblemCode.CANCELLED, "interrupted");
            case OutOfMemoryError _ ->
                Problem.of(
                        ProblemCode.FAILED,
                        "the memory that the program allows itself was not enough",
                        "give it more with MOWS_BACKUP_JAVA_OPTS=-Xmx512m and report it: it should not happen");
            default ->
                Problem.of(
                        ProblemCode.FAILED,
                        "this is a fault of MOWS Backup: " + e,
                        "run the same with -vv and report what it prints");
        };
    }

    private static Problem local(IOException e) {
        String reason = switch (e) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case FileNotFoundException missing -> String.valueOf(missing.getMessage());
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException other -> String.valueOf(other.getMessage());
            default -> e.getMessage() == null ? e.toString() : e.getMessage();
        };
        return Problem.of(ProblemCode.LOCAL_IO, reason);
    }

    private int print(Problem problem) {
        int exitCode = problem.code().exitCode();
        StringBuilder lines = new StringBuilder(Console.printable(problem.message()));
        for (String line : problem.asRestic()) {
            lines.append('\n').append(Console.printable(line));
        }
        String message = lines.toString();
        String hint = Console.printable(problem.hint());
        if (json) {
            Json error = new Json()
                    .beginObject()
                    .field("message_type", "exit_error")
                    .field("code", exitCode)
                    .field("message", message)
                    .field("problem", problem.code().name().toLowerCase(Locale.ROOT));
            if (!hint.isEmpty()) {
                error.field("hint", hint);
            }
            console.note(error.endObject().toString());
        } else {
            console.note("mows-backup: " + message + (hint.isEmpty() ? "" : "\n  hint: " + hint));
        }
        return exitCode;
    }
}
