package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.core.storage.StorageLocation;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.host.Secrets;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Backups;
import cloud.mows.backup.dashboards.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

/** Protects more of a machine that is set up. */
public final class NewApps {
    private final Documents documents;
    private final Secrets secrets;
    private final Backups backups;
    private final BooleanSupplier ready;

    /** @param ready whether the machine is set up */
    public NewApps(Documents documents, Secrets secrets, Backups backups, BooleanSupplier ready) {
        this.documents = documents;
        this.secrets = secrets;
        this.backups = backups;
        this.ready = ready;
    }

    /** Writes its document, and begins its first backup. */
    synchronized Run add(AppRequest request) {
        Documents.Loaded loaded = documents.load();
        Named<RepositorySpec> repository = loaded.repository()
                .filter(_ -> ready.getAsBoolean())
                .orElseThrow(() -> ApiException.conflict("this machine is not set up yet", "finish the set-up"));
        AppDraft draft = AppDraft.of(request, "the app");
        String name = draft.document().name();
        if (loaded.apps().stream().anyMatch(app -> app.name().equalsIgnoreCase(name))) {
            throw ApiException.conflict("there is an app '" + name + "' already", "choose another name");
        }
        AppDraft.requireOutside(StorageLocation.parse(repository.spec().address()), draft.document());
        try {
            draft.writeSecrets(secrets);
            documents.save(draft.document());
        } catch (IOException e) {
            throw new UncheckedIOException("the app '" + name + "' cannot be written down: " + e.getMessage(), e);
        }
        return backups.begin(name);
    }
}
