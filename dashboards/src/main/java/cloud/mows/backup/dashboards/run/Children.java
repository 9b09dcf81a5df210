package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Starts this same program as a child, with the repository and what opens it in its environment. */
public final class Children {
    /** Of our own environment, nothing about repositories comes through. */
    private static final List<String> OTHERS = List.of("RESTIC_", "MOWS_BACKUP_");

    private static final List<String> KEPT = List.of("MOWS_BACKUP_JAVA_HOME", "MOWS_BACKUP_JAVA_OPTS");

    /** Of other machines that share the repository; ours take turns. */
    public static final String WAIT_FOR_LOCKS = "--retry-lock=15m";

    /** Status lines in a second. */
    private static final String UPDATES = "4";

    private final Path program;
    private final Documents documents;
    private final Secrets secrets;
    private final Path cache;

    /** @param program the launcher */
    public Children(Path program, Documents documents, Secrets secrets, Path cache) {
        this.program = program;
        this.documents = documents;
        this.secrets = secrets;
        this.cache = cache;
    }

    /** How a child ended. @param snapshot that it made; empty for none @param message why it could not go on; else empty */
    public record Ended(int exitCode, String snapshot, String message, String hint) {}

    /** Runs a command to its end and tells the run how far it is. */
    public Ended run(LiveRun run, List<String> arguments) throws IOException, InterruptedException {
        Process process = builder(arguments).start();
        try {
            run.worksBy(process);
            process.getOutputStream().close();
            AtomicReference<ChildReport.End> end = new AtomicReference<>(new ChildReport.End("", ""));
            AtomicReference<String> snapshot = new AtomicReference<>("");
            Consumer<ChildReport> reports = report -> {
                switch (report) {
                    case ChildReport.Status status -> run.progress(status);
                    case ChildReport.Summary summary -> {
                        snapshot.set(summary.snapshot());
                        run.summary(summary);
                    }
                    case ChildReport.Complaint complaint -> run.complaint(complaint.text());
                    case ChildReport.End told -> end.set(told);
                }
            };
            Thread errors = Thread.ofVirtual().start(() -> read(process.getErrorStream(), reports));
            read(process.getInputStream(), reports);
            errors.join();
            int exitCode = process.waitFor();
            return new Ended(
                    exitCode, snapshot.get(), end.get().message(), end.get().hint());
        } finally {
            run.worksBy(null);
            process.destroy();
        }
    }

    private ProcessBuilder builder(List<String> arguments) {
        Named<RepositorySpec> repository =
                documents.load().repository().orElseThrow(() -> new IllegalStateException("there is no repository"));
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(Path.of("/").toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> OTHERS.stream().anyMatch(name::startsWith) && !KEPT.contains(name));
        environment.putAll(secrets.credentials(repository.spec()).variables());
        environment.put("MOWS_BACKUP_REPOSITORY", repository.spec().address());
        environment.put(
                "MOWS_BACKUP_PASSWORD_FILE",
                secrets.path(repository.spec().passwordFile()).toString());
        environment.put("MOWS_BACKUP_CACHE_DIR", cache.toString());
        environment.put("RESTIC_PROGRESS_FPS", UPDATES);
        return builder;
    }

    private static void read(InputStream stream, Consumer<ChildReport> reports) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                ChildReport.parse(line).ifPresent(reports);
            }
        } catch (IOException e) {
            reports.accept(new ChildReport.Complaint("what the child process said cannot be read: " + e.getMessage()));
        }
    }
}
