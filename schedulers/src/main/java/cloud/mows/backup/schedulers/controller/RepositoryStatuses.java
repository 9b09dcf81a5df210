package cloud.mows.backup.schedulers.controller;

import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;

/** How each of several reconcilers stores its part of the status of a Repository: applied under its own name, beside the others'. */
final class RepositoryStatuses {
    private RepositoryStatuses() {}

    static UpdateControl<Repository> store(Repository repository, RepositoryStatus part) {
        Repository wanted = new Repository();
        wanted.setMetadata(new ObjectMetaBuilder()
                .withName(repository.getMetadata().getName())
                .build());
        wanted.setStatus(part);
        return UpdateControl.patchStatus(wanted);
    }
}
