package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.NamedFile;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
                        value -> patterns.add(Path.of(value)))
                .value(
                        "--files-from-verbatim",
                        "<file>",
                        "Read paths from a file, one a line, taken as they are.",
                        value -> verbatim.add(Path.of(value)))
                .value(
                        "--files-from-raw",
                        "<file>",
                        "Read paths from a file, each ended by a NUL byte.",
                        value -> raw.add(Path.of(value)));
    }

    boolean isEmpty() {
        return patterns.isEmpty() && verbatim.isEmpty() && raw.isEmpty();
    }

    /** A list that may be added to. */
    List<BytePath> read(Session session) throws IOException {
        List<BytePath> paths = new ArrayList<>();
        for (Path file : patterns) {
            for (ByteString line : split(read(session, "--files-from", file), '\n')) {
                String text = line.toString().strip();
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

    private static List<BytePath> matching(Session session, String pattern) throws IOException {
        if (!pattern.matches(".*[*?\\[].*")) {
            return List.of(BytePath.of(pattern));
        }
        int fixed = pattern.substring(0, pattern.replaceAll("[*?\\[].*", "").length())
                .lastIndexOf('/');
        String base = fixed < 0 ? "" : pattern.substring(0, fixed + 1);
        Path folder = session.environment().folder().resolve(base);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(base.length()));
        int depth = pattern.substring(base.length()).split("/").length;
        try (Stream<Path> found = Files.walk(folder, depth)) {
            List<BytePath> paths = found.map(folder::relativize)
                    .filter(matcher::matches)
                    .map(path -> BytePath.of(base + path))
                    .sorted()
                    .toList();
            if (paths.isEmpty()) {
                throw new BackupException(
                        ProblemCode.SOURCE_MISSING, "--files-from: nothing matches '" + pattern + "'", "");
            }
            return paths;
        }
    }
}
