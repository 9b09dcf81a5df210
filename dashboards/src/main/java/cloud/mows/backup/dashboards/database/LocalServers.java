package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.dashboards.host.DatabaseKind;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks for the servers of this machine by their sockets. */
final class LocalServers {
    private static final Path USUAL = Path.of("/run/postgresql");
    private static final Pattern SOCKET = Pattern.compile("\\.s\\.PGSQL\\.(\\d{1,5})");

    /** Who owns Debian's servers, in the machine and in the database. */
    private static final String OWNER = "postgres";

    private final Databases databases;
    private final List<Path> folders;

    /** @param environment may say where sockets are, as to PostgreSQL's own programs */
    LocalServers(Databases databases, Map<String, String> environment) {
        this.databases = databases;
        List<Path> all = new ArrayList<>();
        String own = environment.get("PGHOST");
        if (own != null && own.startsWith("/")) {
            all.add(Path.of(own));
        }
        all.add(USUAL);
        folders = List.copyOf(all);
    }

    /** Those that let us in. */
    List<FoundDatabase> found() {
        Map<String, FoundDatabase> found = new TreeMap<>();
        for (Path folder : folders) {
            for (int port : ports(folder)) {
                FoundDatabase server = tried(folder, port);
                if (server != null) {
                    found.putIfAbsent(folder + " " + port, server);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static List<Integer> ports(Path folder) {
        List<Integer> ports = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher socket = SOCKET.matcher(Objects.toString(file.getFileName()));
                if (socket.matches()) {
                    ports.add(Integer.parseInt(socket.group(1)));
                }
            }
        } catch (IOException e) {
            // None that we may look into: nothing to suggest.
            return List.of();
        }
        return ports;
    }

    private @Nullable FoundDatabase tried(Path folder, int port) {
        FoundDatabase owner = "root".equals(System.getProperty("user.name")) ? tried(folder, port, OWNER) : null;
        return owner == null ? tried(folder, port, null) : owner;
    }

    private @Nullable FoundDatabase tried(Path folder, int port, @Nullable String as) {
        DatabaseTest test = databases.test(
                new DatabaseSpec("found", DatabaseKind.PostgreSQL, folder.toString(), port, as, null, as, List.of()));
        return test.state() == DatabaseTest.DatabaseState.Works
                ? new FoundDatabase(DatabaseKind.PostgreSQL, folder.toString(), port, as, as, test.databases())
                : null;
    }
}
