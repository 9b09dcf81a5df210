package cloud.mows.backup.crds.backup;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Kinds of database servers that are known by name. */
public enum DatabaseKind {
    @JsonProperty("PostgreSQL")
    POSTGRESQL("PostgreSQL"),
    @JsonProperty("MariaDB")
    MARIADB("MariaDB");

    private final String word;

    DatabaseKind(String word) {
        this.word = word;
    }

    /** Its proper name, as documents have it. */
    public String word() {
        return word;
    }
}
