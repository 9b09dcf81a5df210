package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which policy a run follows. */
public enum PolicyKind {
    @JsonProperty("BackupPolicy")
    BACKUP_POLICY,
    @JsonProperty("ClusterBackupPolicy")
    CLUSTER_BACKUP_POLICY
}
