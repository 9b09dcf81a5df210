package cloud.mows.backup.schedulers.status;

import cloud.mows.backup.crds.meta.Condition;
import cloud.mows.backup.schedulers.policy.Verdict;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Verdicts as they stand in a status. */
final class Conditions {
    private Conditions() {}

    /** @param before the conditions that stand there now */
    static List<Condition> of(List<Verdict> verdicts, HasMetadata about, List<Condition> before, Instant now) {
        long generation = Objects.requireNonNullElse(about.getMetadata().getGeneration(), 0L);
        return verdicts.stream()
                .map(verdict -> verdict.condition(before, now, generation))
                .toList();
    }
}
