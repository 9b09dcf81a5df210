package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A repository that backups go to. */
@Document
public record RepositoryChoice(
        @JsonPropertyDescription("Name of a Repository. Example: offsite")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription("What is kept in this repository. Default: the retention of the policy.") @Nullable
        Retention retention) {
    public RepositoryChoice {
        Objects.requireNonNull(name, "name");
    }
}
