package cloud.mows.backup.cluster.volume;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.Decision;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Carries decisions out, within a deadline. */
public final class Stepper {
    private final Cluster cluster;
    private final InstantSource clock;

    public Stepper(Cluster cluster, InstantSource clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** After the deadline nothing is changed any more. */
    public <T> Progress<T> take(Decision<Progress<T>> decision, Instant giveUpAt) {
        if (decision.result() instanceof Progress.Pending<T>(String reason) && isLate(giveUpAt)) {
            return late(reason);
        }
        return cluster.apply(decision.changes())
                .map(refusal -> isLate(giveUpAt) ? Stepper.<T>late(refusal) : new Progress.Pending<T>(refusal))
                .orElse(decision.result());
    }

    private boolean isLate(Instant giveUpAt) {
        return !clock.instant().isBefore(giveUpAt);
    }

    private static <T> Progress<T> late(String reason) {
        return new Progress.Failed<>(
                new VolumeProblem(VolumeProblem.Reason.TOO_LATE, "it took too long: " + reason, ""));
    }

    /** There is no deadline for removing. */
    public Release take(Decision<Release> decision) {
        return cluster.apply(decision.changes())
                .<Release>map(refusal -> new Release.Pending(List.of(refusal)))
                .orElse(decision.result());
    }
}
