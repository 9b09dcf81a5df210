package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.pattern.MalformedPatternException;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.posix.BytePath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is there on the disk that a pattern names, element by element, whatever bytes the names are of. */
final class PathGlob {
    private final Path folder;

    /** @param folder what relative patterns are taken from */
    PathGlob(Path folder) {
        this.folder = folder;
    }

    /** Whether a path is a pattern. */
    static boolean isPattern(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** In the order of the names. What cannot be listed has no entries. */
    List<BytePath> find(String pattern) throws MalformedPatternException {
        List<BytePath> found = List.of(BytePath.of(pattern.startsWith("/") ? "/" : "."));
        for (String element : pattern.split("/")) {
            List<BytePath> next = new ArrayList<>();
            for (BytePath path : found) {
                if (isPattern(element)) {
                    next.addAll(below(path, element));
                } else if (Files.exists(onDisk(path.resolve(element)), LinkOption.NOFOLLOW_LINKS)) {
                    next.add(path.resolve(element));
                }
            }
            found = next;
        }
        return found;
    }

    private List<BytePath> below(BytePath parent, String element) throws MalformedPatternException {
        // Several stars are one: no element has a slash.
        PathPatterns pattern = PathPatterns.of(List.of("/" + element.replaceAll("\\*+", "*")));
        List<BytePath> matching = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(onDisk(parent))) {
            for (Path entry : entries) {
                BytePath name = BytePath.of(entry.getFileName());
                if (pattern.matches(name.texts())) {
                    matching.add(parent.resolve(name.bytes()));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        matching.sort(null);
        return matching;
    }

    private Path onDisk(BytePath path) {
        return folder.resolve(path.toPath());
    }
}
