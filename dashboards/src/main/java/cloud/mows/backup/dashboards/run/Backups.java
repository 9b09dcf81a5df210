package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.Optional;

/** Begins backups of apps, whoever wants them. */
public final class Backups {
    private final Documents documents;
    private final RunQueue queue;
    private final String host;

    public Backups(Documents documents, RunQueue queue, String host) {
        this.documents = documents;
        this.queue = queue;
        this.host = host;
    }

    /** What a backup of an app is done by; empty if there is no such app. */
    public static Optional<Work> work(Documents documents, String host, String app) {
        return documents.load().app(app).map(found -> new BackupWork(host, found));
    }

    /** One that waits or goes on is as good as a new one. */
    public synchronized Run begin(String app) {
        Work work = work(documents, host, app).orElseThrow(() -> ApiException.noApp(app));
        return queue.activeBackup(app).orElseGet(() -> queue.submit(app, RunKind.Backup, null, work));
    }
}
