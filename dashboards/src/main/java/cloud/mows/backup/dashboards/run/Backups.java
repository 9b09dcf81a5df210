package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.dashboards.database.Databases;
import cloud.mows.backup.dashboards.host.AppSpec;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** Begins backups of apps, whoever wants them. */
public final class Backups {
    private final Documents documents;
    private final RunQueue queue;
    private final Supplier<String> host;
    private final Databases databases;

    public Backups(Documents documents, RunQueue queue, Supplier<String> host, Databases databases) {
        this.documents = documents;
        this.queue = queue;
        this.host = host;
        this.databases = databases;
    }

    /** What a backup of an app is done by; empty if there is no such app. */
    public static Optional<Work> work(Documents documents, String host, Databases databases, String app) {
        return documents.load().app(app).map(found -> new BackupWork(host, found, databases));
    }

    /** From now on it is backed up again, at once and by its schedule. */
    public synchronized Run resume(String app) {
        Named<AppSpec> found = documents.load().app(app).orElseThrow(() -> ApiException.noApp(app));
        for (String directory : found.spec().directories()) {
            if (!Files.isDirectory(Path.of(directory))) {
                throw ApiException.conflict(
                        "there is no directory " + directory + " on this machine",
                        "restore it first, or correct the directories in the document of the app");
            }
        }
        try {
            documents.save(new Named<>(app, found.spec().resumed()));
        } catch (IOException e) {
            throw new UncheckedIOException("the document of " + app + " cannot be written: " + e.getMessage(), e);
        }
        return begin(app);
    }

    /** One that waits or goes on is as good as a new one. */
    public synchronized Run begin(String app) {
        Named<AppSpec> found = documents.load().app(app).orElseThrow(() -> ApiException.noApp(app));
        if (!found.spec().active()) {
            throw ApiException.conflict(
                    "backups of '" + app + "' are paused",
                    "restore its files if they are not there, then go on with it");
        }
        Work work = new BackupWork(host.get(), found, databases);
        return queue.activeBackup(app).orElseGet(() -> queue.submit(app, RunKind.Backup, null, work));
    }
}
