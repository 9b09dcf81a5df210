package cloud.mows.backup.crds.policy;

import cloud.mows.backup.crds.meta.Document;
import cloud.mows.backup.crds.schedule.TimeWindow;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A second place that restore points are carried on to. */
@Document
public record RepositoryCopy(
        @JsonPropertyDescription("Name of a Repository that backups do not go to themselves. Example: at-a-friend")
        @Required
        @Size(min = 1, max = 253)
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")
        String name,

        @JsonPropertyDescription(
                "What is kept in this repository; what it would not keep is not copied. Default: the retention of the policy.")
        @Nullable
        Retention retention,

        @JsonPropertyDescription(
                "Copying begins only within one of these times, for example when the uplink is idle; what goes on when a window"
                        + " ends is not stopped. They are in the time zone of the policy's schedule. Default: at any time.")
        @Size(max = 16)
        List<TimeWindow> windows) {
    static final String NOT_BOTH_RULE =
            "!has(self.copies) || !has(self.repositories) || self.copies.all(c, !self.repositories.exists(r, r.name == c.name))";
    static final String NOT_BOTH =
            "a repository is in repositories or in copies, not in both: what backups go to needs no copy of them";

    public RepositoryCopy {
        Objects.requireNonNull(name, "name");
        windows = List.copyOf(Objects.requireNonNullElse(windows, List.of()));
    }

    /** @throws IllegalArgumentException if a repository is in both */
    static void check(List<RepositoryChoice> repositories, List<RepositoryCopy> copies) {
        if (copies.stream()
                .anyMatch(copy ->
                        repositories.stream().anyMatch(choice -> choice.name().equals(copy.name())))) {
            throw new IllegalArgumentException(NOT_BOTH);
        }
    }
}
