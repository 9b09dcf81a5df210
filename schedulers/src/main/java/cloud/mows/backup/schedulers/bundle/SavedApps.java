package cloud.mows.backup.schedulers.bundle;

import cloud.mows.backup.crds.meta.ApiGroup;
import java.util.HashSet;
import java.util.Set;

/** The apps of this cluster that have a restore point. */
final class SavedApps {
    private static final String IDENTIFYING_NAMESPACE = "kube-system";

    private final Set<String> names;

    private SavedApps(Set<String> names) {
        this.names = names;
    }

    static SavedApps of(ClusterApi api) {
        Set<String> clusters = new HashSet<>();
        api.forEach("v1", "namespaces", namespace -> {
            if (Entry.name(namespace).equals(IDENTIFYING_NAMESPACE)) {
                clusters.add(namespace.getMetadata().getUid());
            }
        });
        Set<String> names = new HashSet<>();
        api.forEach(ApiGroup.NAME + "/" + ApiGroup.VERSION, "restorepoints", point -> {
            if (clusters.contains(Entry.text(point, "spec.cluster"))) {
                names.add(Entry.text(point, "spec.app"));
            }
        });
        return new SavedApps(names);
    }

    boolean has(String namespace) {
        return names.contains(namespace);
    }
}
