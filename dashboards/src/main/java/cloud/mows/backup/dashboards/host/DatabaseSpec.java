package cloud.mows.backup.dashboards.host;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A database server whose databases are dumped into each backup of an app.
 *
 * @param name tells the servers of one kind apart
 * @param host a name or an address, or the directory of the server's socket; null for what its programs take by themselves
 * @param user in the database; null for what its programs take by themselves
 * @param passwordFile of PostgreSQL's form ({@code .pgpass}), from the directory of the documents on, or absolute; null for none
 * @param runAs the user of this machine that the programs run as, where a server asks who is at the other end of its socket
 * @param databases null or empty for all that there are when the backup begins
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DatabaseSpec(
        String name,
        DatabaseKind kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String passwordFile,
        @Nullable String runAs,
        List<String> databases) {
    /** In restore points; no directory of an app may lie there. */
    public static final String FOLDER = "/databases";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,40}");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z_][a-z0-9_.-]{0,31}");

    public DatabaseSpec {
        databases = List.copyOf(Objects.requireNonNullElse(databases, List.of()));
        if (kind == null) {
            throw new IllegalArgumentException("databases: kind is missing: " + DatabaseKind.PostgreSQL);
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("databases: '" + name
                    + "' cannot be the name of a server: 1 to 41 of a-z 0-9 . _ -, beginning with a letter or a digit");
        }
        requireText("host", host);
        requireText("user", user);
        requireText("passwordFile", passwordFile);
        for (String database : databases) {
            requireText("databases", database);
        }
        if (new HashSet<>(databases).size() < databases.size()) {
            throw new IllegalArgumentException("databases: one is named twice");
        }
        if (port != null && (port < 1 || port > 65535)) {
            throw new IllegalArgumentException("databases: port " + port + " is not within 1 and 65535");
        }
        if (runAs != null && !ACCOUNT.matcher(runAs).matches()) {
            throw new IllegalArgumentException(
                    "databases: runAs '" + runAs + "' is not the name of a user of this machine");
        }
        if (runAs != null && passwordFile != null) {
            throw new IllegalArgumentException(
                    "databases: runAs and passwordFile exclude each other, for that user cannot read the file");
        }
    }

    private static void requireText(String field, @Nullable String value) {
        if (value != null && (value.isBlank() || value.chars().anyMatch(each -> each < ' '))) {
            throw new IllegalArgumentException("databases: " + field + " is empty, or holds a control character");
        }
    }

    /** Where its dumps lie in a restore point. */
    @JsonIgnore
    public String folder() {
        return FOLDER + "/" + kind.word() + "-" + name;
    }

    /** The server whose dumps lie there; null if none of ours do. */
    public static @Nullable DatabaseSpec ofFolder(String path) {
        for (DatabaseKind kind : DatabaseKind.values()) {
            String beginning = FOLDER + "/" + kind.word() + "-";
            if (path.startsWith(beginning)
                    && NAME.matcher(path.substring(beginning.length())).matches()) {
                return new DatabaseSpec(
                        path.substring(beginning.length()), kind, null, null, null, null, null, List.of());
            }
        }
        return null;
    }
}
