package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.NamedFile;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files that list what to back up: {@code --files-from} and its stricter sisters. */
final class PathLists {
    private final List<Path> patterns = new ArrayList<>();
    private final List<Path> verbatim = new ArrayList<>();
    private final List<Path> raw = new ArrayList<>();

    void declare(OptionSet options) {
        options.value(
                        "--files-from",
                        "<file>",
                        "Read paths from a file, one a line; *, ? and [] match names, # starts a comment.",
                        value -> patterns.add(JavaPaths.of(value)))
                .value(
                        "--files-from-verbatim",
                        "<file>",
                        "Read paths from a file, one a line, taken as they are.",
                        value -> verbatim.add(JavaPaths.of(value)))
                .value(
                        "--files-from-raw",
                        "<file>",
                        "Read paths from a file, each ended by a NUL byte.",
                        value -> raw.add(JavaPaths.of(value)));
    }

    boolean isEmpty() {
        return patterns.isEmpty() && verbatim.isEmpty() && raw.isEmpty();
    }

    /** A list that may be added to. */
    List<BytePath> read(Session session) {
        List<BytePath> paths = new ArrayList<>();
        for (Path file : patterns) {
            for (ByteString line : split(read(session, "--files-from", file), '\n')) {
                String text = EscapedBytes.escape(line).strip();
                if (!text.isEmpty() && !text.startsWith("#")) {
                    paths.addAll(matching(session, text));
                }
            }
        }
        for (Path file : verbatim) {
            split(read(session, "--files-from-verbatim", file), '\n').forEach(line -> paths.add(BytePath.of(line)));
        }
        for (Path file : raw) {
            split(read(session, "--files-from-raw", file), '\0').forEach(name -> paths.add(BytePath.of(name)));
        }
        return paths;
    }

    private static byte[] read(Session session, String option, Path file) {
        if (!file.toString().equals("-")) {
            return NamedFile.of(option, file).read(session.environment());
        }
        try {
            return session.console().in().readAllBytes();
        } catch (IOException e) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    option + ": standard input cannot be read: " + e.getMessage(),
                    "name a file, or connect standard input");
        }
    }

    private static List<ByteString> split(byte[] bytes, char separator) {
        List<ByteString> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == separator) {
                if (i > start) {
                    parts.add(ByteString.of(bytes, start, i - start));
                }
                start = i + 1;
            }
        }
        return parts;
    }

    private static List<BytePath> matching(Session session, String pattern) {
        if (!PathGlob.isPattern(pattern)) {
            return List.of(BytePath.of(pattern));
        }
        List<BytePath> paths;
        try {
            paths = new PathGlob(session.environment().folder()).find(pattern);
        } catch (MalformedPatternException e) {
            throw new BackupException(ProblemCode.USAGE, "--files-from: " + e.getMessage(), "", e);
        }
        if (paths.isEmpty()) {
            throw new BackupException(
                    ProblemCode.SOURCE_MISSING, "--files-from: nothing matches '" + pattern + "'", "");
        }
        return paths;
    }
}
