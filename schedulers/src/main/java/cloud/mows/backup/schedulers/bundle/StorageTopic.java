package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;

/** Where volumes come from. */
final class StorageTopic implements Topic {
    private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final String DEFAULT_SNAPSHOT_CLASS = "snapshot.storage.kubernetes.io/is-default-class";

    @Override
    public String fileName() {
        return "storage.yaml";
    }

    @Override
    public String holds() {
        return "StorageClasses, VolumeSnapshotClasses and the drivers of volumes";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        return new Entry()
                .put("storageClasses", api.list("storage.k8s.io/v1", "storageclasses", StorageTopic::storageClass))
                .put(
                        "volumeSnapshotClasses",
                        api.list("snapshot.storage.k8s.io/v1", "volumesnapshotclasses", StorageTopic::snapshotClass))
                .put("csiDrivers", api.list("storage.k8s.io/v1", "csidrivers", Entry::name))
                .map();
    }

    private static Map<String, Object> storageClass(GenericKubernetesResource object) {
        return entry(
                object,
                DEFAULT_CLASS,
                "provisioner",
                "parameters",
                "reclaimPolicy",
                "volumeBindingMode",
                "allowVolumeExpansion",
                "mountOptions",
                "allowedTopologies");
    }

    private static Map<String, Object> snapshotClass(GenericKubernetesResource object) {
        return entry(object, DEFAULT_SNAPSHOT_CLASS, "driver", "parameters", "deletionPolicy");
    }

    private static Map<String, Object> entry(GenericKubernetesResource object, String isDefault, String... fields) {
        return new Entry()
                .put("name", Entry.name(object))
                .put("default", Boolean.parseBoolean(Entry.annotations(object).get(isDefault)) ? true : null)
                .copy(object, "", fields)
                .map();
    }
}
