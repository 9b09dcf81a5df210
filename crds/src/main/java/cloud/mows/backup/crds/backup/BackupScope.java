package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a run backs up. */
public enum BackupScope {
    /** The namespace that the Backup is in. */
    @JsonProperty("Namespace")
    NAMESPACE,
    /** The objects that belong to no namespace. */
    @JsonProperty("Cluster")
    CLUSTER
}
