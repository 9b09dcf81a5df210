package cloud.mows.backup.dashboards.setup;

import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The directories of this machine, for choosing among them. */
final class Directories {
    private static final int ENTRIES_MAX = 5000;

    private Directories() {}

    static DirectoryListing list(String text) {
        Path path = path(text);
        Path above = path.getParent();
        List<DirectoryEntry> entries = new ArrayList<>();
        String problem = null;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, Files::isDirectory)) {
            for (Path each : found) {
                if (entries.size() == ENTRIES_MAX) {
                    problem = "there are more than " + ENTRIES_MAX + " directories, and the others are not shown";
                    break;
                }
                String name = each.getFileName().toString();
                entries.add(new DirectoryEntry(name, each.toString(), Files.isReadable(each), name.startsWith(".")));
            }
        } catch (IOException | DirectoryIteratorException e) {
            problem = path + " cannot be listed: "
                    + FileFailure.reason(e instanceof DirectoryIteratorException wrapped ? wrapped.getCause() : e);
        }
        entries.sort(Comparator.comparing(DirectoryEntry::name, String.CASE_INSENSITIVE_ORDER));
        return new DirectoryListing(
                path.toString(), above == null ? null : above.toString(), List.copyOf(entries), problem);
    }

    private static Path path(String text) {
        try {
            Path path = Path.of(text).normalize();
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw ApiException.unusable("'" + text + "' is not a path", "");
        }
        throw ApiException.unusable("'" + text + "' is not a whole path", "it begins with /");
    }

    /** What people usually want to keep, of what is there. */
    static List<Suggestion> suggestions(Path home) {
        List<Suggestion> all = new ArrayList<>();
        Map.of("Documents", "documents", "Pictures", "pictures", "Dokumente", "documents", "Bilder", "pictures")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> all.add(suggestion(home.resolve(each.getKey()), each.getKey(), each.getValue())));
        all.add(suggestion(
                home, home.getFileName() == null ? "Home" : home.getFileName().toString(), "home"));
        all.add(suggestion(home.resolve("umbrel"), "umbrel", "umbrel"));
        all.add(suggestion(Path.of("/srv"), "srv", "server"));
        all.add(suggestion(Path.of("/DATA"), "CasaOS", "casaos"));
        all.add(suggestion(Path.of("/var/lib/docker/volumes"), "Docker volumes", "docker"));
        all.add(suggestion(Path.of("/etc"), "etc", "configuration"));
        return all.stream()
                .filter(each -> Files.isDirectory(Path.of(each.path())) && Files.isReadable(Path.of(each.path())))
                .toList();
    }

    private static Suggestion suggestion(Path path, String name, String about) {
        return new Suggestion(path.toString(), name, about);
    }
}
