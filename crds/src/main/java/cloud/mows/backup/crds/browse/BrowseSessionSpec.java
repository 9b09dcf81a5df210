package cloud.mows.backup.crds.browse;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.meta.Range;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is looked into, and by whom. */
@Document
@ValidationRule(value = "self == oldSelf", message = "a session stays as it was asked for: make another BrowseSession")
public record BrowseSessionSpec(
        @JsonPropertyDescription("Name of the Repository. Example: offsite")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String repository,

        @JsonPropertyDescription(
                "SHA-256, in hexadecimal digits, of the key that whoever asks for the session shows with each question and tells"
                        + " nobody else.")
        @Required
        @Size(min = 64, max = 64)
        @Pattern("^[0-9a-f]{64}$")
        String keyHash,

        @JsonPropertyDescription("The session ends when nobody asked anything for so long, in seconds. Default: 600")
        @Default("600")
        @Min(60)
        @Max(3600)
        @Nullable
        Integer idleSeconds) {
    private static final int IDLE_SECONDS = 600;

    public BrowseSessionSpec {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(keyHash, "keyHash");
        idleSeconds = Objects.requireNonNullElse(idleSeconds, IDLE_SECONDS);
        Range.check("idleSeconds", idleSeconds, 60, 3600);
    }
}
