package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of database servers that are known by name. */
public enum DatabaseKind {
    @JsonProperty("PostgreSQL")
    POSTGRESQL
}
