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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs the usual commands on a throw-away repository, so that the start-up cache holds the classes they need. A command
 * that fails, or that this version does not have, costs nothing but its classes.
 */
final class TrainingRun {
    private TrainingRun() {}

    static void run() throws IOException {
        // What only a real process does.
        Interruption.ofProcess(Console.ofProcess()).finished();
        Path folder = Files.createTempDirectory("mows-backup-training");
        try {
            Path source = Files.createDirectories(folder.resolve("source").resolve("folder"));
            Files.writeString(source.resolve("greeting.txt"), "hello\n".repeat(1000));
            Files.writeString(source.resolve("other.txt"), "world");
            Map<String, String> variables = new HashMap<>(System.getenv());
            variables.keySet().removeIf(name -> name.startsWith("RESTIC_") || name.startsWith("MOWS_BACKUP_"));
            variables.put("MOWS_BACKUP_REPOSITORY", folder.resolve("repository").toString());
            variables.put("MOWS_BACKUP_PASSWORD", "training");
            variables.put("MOWS_BACKUP_CACHE_DIR", folder.resolve("cache").toString());
            for (List<String> command : commands(source.getParent(), folder.resolve("target"))) {
                Program program =
                        new Program(silent(), new Environment(Map.copyOf(variables), folder), Interruption.never());
                program.run(command.toArray(String[]::new));
            }
        } finally {
            remove(folder);
        }
    }

    private static List<List<String>> commands(Path source, Path target) {
        return List.of(
                List.of("version"),
                List.of("--help"),
                List.of("snapshots", "--help"),
                List.of("no-such-command"),
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
