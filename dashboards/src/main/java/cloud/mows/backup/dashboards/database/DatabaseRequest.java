package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.dashboards.host.DatabaseKind;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database server as a person names it.
 *
 * @param host a name or an address, or the directory of its socket
 * @param password never shown again; kept in a file that only this program's user reads
 * @param runAs the user of this machine that the programs run as
 * @param databases none for all
 */
public record DatabaseRequest(
        String name,
        DatabaseKind kind,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String user,
        @Nullable String password,
        @Nullable String runAs,
        List<String> databases) {
    /** @param passwordFile where the password is; not used where there is none */
    public DatabaseSpec spec(String passwordFile) {
        try {
            return new DatabaseSpec(
                    name,
                    kind,
                    text(host),
                    port,
                    text(user),
                    hasPassword() ? passwordFile : null,
                    text(runAs),
                    databases);
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable(String.valueOf(e.getMessage()), "");
        }
    }

    public boolean hasPassword() {
        return password != null && !password.isEmpty();
    }

    /** A file of passwords as libpq reads it: this one, for whatever server. */
    public String passwordLine() {
        if (password == null || password.chars().anyMatch(each -> each == '\n' || each == '\r' || each == 0)) {
            throw ApiException.unusable("the password of the database holds a line break", "");
        }
        return "*:*:*:*:" + password.replaceAll("([:\\\\])", "\\\\$1") + "\n";
    }

    private static @Nullable String text(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseRequest[" + kind + " " + name + "]";
    }
}
