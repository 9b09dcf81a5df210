package cloud.mows.backup.dashboards.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository is and what opens it.
 *
 * @param address as on the command line, without user names and passwords
 * @param passwordFile from the directory of the documents on, or absolute
 * @param credentialsFile likewise: lines {@code NAME=value}, as the command line has them in its environment
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RepositorySpec(
        String address, String passwordFile, @Nullable String credentialsFile) {
    public RepositorySpec {
        if (address == null || address.isBlank()) {
            throw new IllegalArgumentException(
                    "address is missing: a path, s3:https://host/bucket or rest:https://host/");
        }
        if (address.matches("^(s3|rest):(https?://)?[^/]*@.*")) {
            throw new IllegalArgumentException(
                    "address holds no user or password: put them into the file of credentialsFile");
        }
        if (passwordFile == null || passwordFile.isBlank()) {
            throw new IllegalArgumentException("passwordFile is missing: the file with the repository's password");
        }
    }
}
