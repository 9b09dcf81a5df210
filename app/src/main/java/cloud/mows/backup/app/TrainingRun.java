package cloud.mows.backup.app;

import cloud.mows.backup.app.cli.Interruption;
import cloud.mows.backup.app.cli.Program;
import cloud.mows.backup.app.cli.session.Environment;
import cloud.mows.backup.app.cli.text.Console;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the usual commands on throw-away repositories, so that the start-up cache holds the classes they need: in a folder, and
 * on a server of our own on the loopback interface that plays S3 and REST, with and without TLS.
 */
final class TrainingRun {
    private static final List<String> UNKNOWN_COMMAND = List.of("no-such-command");

    private final Path folder;
    private final Path source;
    private final List<List<String>> failed = new ArrayList<>();

    private TrainingRun(Path folder) throws IOException {
        this.folder = folder;
        this.source = folder.resolve("source");
        Path inner = Files.createDirectories(source.resolve("folder"));
        Files.writeString(inner.resolve("greeting.txt"), "hello\n".repeat(1000));
        Files.writeString(inner.resolve("other.txt"), "world");
    }

    /**
     * @param remote for repositories on S3 and REST, otherwise for those in folders: a cache is read whole at each start, so
     *     that one for both would cost a local command a tenth of a second
     * @return the commands that should have succeeded and did not: they cost nothing but their classes
     */
    static List<List<String>> run(boolean remote) throws IOException {
        // What only a real process does.
        Interruption.ofProcess(Console.ofProcess()).finished();
        Path folder = Files.createTempDirectory("mows-backup-training");
        try {
            TrainingRun run = new TrainingRun(folder);
            if (!remote) {
                run.commands(folder.resolve("repository").toString(), null);
                return run.failed;
            }
            try (TrainingServer server = new TrainingServer(null)) {
                run.commands(server.s3(), null);
                run.commands(server.rest(), null);
            }
            SelfSigned certificate = SelfSigned.make(folder);
            try (TrainingServer server = new TrainingServer(certificate.context())) {
                run.commands(server.s3(), certificate.pem());
                run.commands(server.rest(), certificate.pem());
            }
            return run.failed;
        } finally {
            remove(folder);
        }
    }

    private void commands(String repository, @Nullable Path authority) throws IOException {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables
                .keySet()
                .removeIf(name ->
                        name.startsWith("RESTIC_") || name.startsWith("MOWS_BACKUP_") || name.startsWith("AWS_"));
        variables.put("MOWS_BACKUP_REPOSITORY", repository);
        variables.put("MOWS_BACKUP_PASSWORD", "training");
        variables.put("MOWS_BACKUP_CACHE_DIR", folder.resolve("cache").toString());
        variables.put("AWS_ACCESS_KEY_ID", "training");
        variables.put("AWS_SECRET_ACCESS_KEY", "training");
        if (authority != null) {
            variables.put("MOWS_BACKUP_CACERT", authority.toString());
        }
        Path target = Files.createTempDirectory(folder, "target");
        for (List<String> command : commands(source, target)) {
            Program program =
                    new Program(silent(), new Environment(Map.copyOf(variables), folder), Interruption.never());
            if (program.run(command.toArray(String[]::new)) != 0 && !command.equals(UNKNOWN_COMMAND)) {
                failed.add(command);
            }
        }
    }

    private static List<List<String>> commands(Path source, Path target) {
        return List.of(
                List.of("version"),
                List.of("--help"),
                List.of("snapshots", "--help"),
                UNKNOWN_COMMAND,
                List.of("init"),
                List.of("backup", source.toString()),
                List.of("backup", source.toString(), "--json"),
                List.of("snapshots"),
                List.of("snapshots", "--json"),
                List.of("ls", "latest"),
                List.of("stats"),
                List.of("check"),
                List.of("check", "--read-data"),
                List.of("restore", "latest", "--target", target.toString()),
                List.of("forget", "--keep-last", "1", "--prune"));
    }

    private static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                new Console.Terminal(false, true, true, 80),
                InstantSource.system(),
                ZoneId.systemDefault());
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
