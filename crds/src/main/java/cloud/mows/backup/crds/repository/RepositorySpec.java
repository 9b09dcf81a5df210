package cloud.mows.backup.crds.repository;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.SecretKey;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a repository is and what opens it. */
@Document
@ValidationRule(
        value = "self.address.matches('" + RepositorySpec.ADDRESS_PATTERN + "')",
        message = RepositorySpec.ADDRESS,
        fieldPath = ".address")
@ValidationRule(
        value = "!self.address.matches('" + RepositorySpec.USER_PATTERN + "')",
        message = RepositorySpec.NO_USER,
        fieldPath = ".address")
@ValidationRule(
        value = "self.address.startsWith('/') == has(self.claimName)",
        message = RepositorySpec.CLAIM,
        fieldPath = ".address")
public record RepositorySpec(
        @JsonPropertyDescription(
                "Where the repository is, as on the command line: s3:https://host/bucket/prefix, rest:https://host/path/, or"
                        + " a /path on the volume of claimName. User names and passwords do not belong here but into"
                        + " credentialsSecret. Example: s3:https://s3.example.org/backups/home")
        @Required
        @Size(min = 1, max = 1024)
        String address,

        @JsonPropertyDescription(
                "Name of a PersistentVolumeClaim in the namespace of the controller, if the repository lies on a volume;"
                        + " address is then a path on it. Example: usb-disk")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Nullable
        String claimName,

        @JsonPropertyDescription(
                "The password that opens the repository. It is never shown, and without it or the recovery kit"
                        + " nothing can be restored.")
        @Required
        SecretKey password,

        @JsonPropertyDescription(
                "Name of a Secret in the namespace of the controller that lets us into the storage. Its keys are environment"
                        + " variables of the command line: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for s3:,"
                        + " RESTIC_REST_USERNAME and RESTIC_REST_PASSWORD for rest:. Default: none.")
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        @Nullable
        String credentialsSecret,

        @JsonPropertyDescription(
                "Certificates, in PEM, of the authority that the storage's own certificate comes from, if it is not"
                        + " a public one. Default: the public ones.")
        @Nullable
        SecretKey certificateAuthority,

        @JsonPropertyDescription(
                "Whether a repository is made if the address is empty and none was ever seen there. One"
                        + " that has vanished is never made again. Default: true")
        @Default("true")
        @Nullable
        Boolean initialize,

        @JsonPropertyDescription("How hard the repository may be used.") @Nullable
        TransferLimits limits,

        @JsonPropertyDescription("How often it is proved that everything is still there. Default: weekly.")
        @Default("{}")
        @Nullable
        Check check,

        @JsonPropertyDescription("How often the room of what is no longer kept is given back. Default: weekly.")
        @Default("{}")
        @Nullable
        Prune prune,

        @JsonPropertyDescription(
                "Whether the repository is left alone: no backup, check or prune starts. Default: false")
        @Default("false")
        boolean suspend) {
    static final String ADDRESS_PATTERN = "^(s3:(https?://)?[^/ ]+/[^/ ][^ ]*|rest:https?://[^/ ]+[^ ]*|/[^ ]*)$";
    static final String USER_PATTERN = "^(s3|rest):(https?://)?[^/]*@";
    static final String ADDRESS =
            "address is s3:https://host/bucket/prefix, rest:https://host/path/, or a /path on the volume of claimName";
    static final String NO_USER = "address holds no user or password: put them into the Secret of credentialsSecret";
    static final String CLAIM =
            "a /path needs claimName, the PersistentVolumeClaim that it is on, and no other address has one";

    public RepositorySpec {
        Objects.requireNonNull(password, "password");
        initialize = Objects.requireNonNullElse(initialize, true);
        check = Objects.requireNonNullElse(check, Check.DEFAULT);
        prune = Objects.requireNonNullElse(prune, Prune.DEFAULT);
        if (!address.matches(ADDRESS_PATTERN)) {
            throw new IllegalArgumentException(ADDRESS);
        }
        if (java.util.regex.Pattern.compile(USER_PATTERN).matcher(address).find()) {
            throw new IllegalArgumentException(NO_USER);
        }
        if (address.startsWith("/") != (claimName != null)) {
            throw new IllegalArgumentException(CLAIM);
        }
    }
}
