package cloud.mows.backup.restore.plan;

import java.util.Objects;

/**
 * A workload that has to stop while volumes that it uses are overwritten.
 *
 * @param kind {@code Deployment}, {@code StatefulSet} or {@code ReplicaSet}, of group {@code apps}
 * @param replicas that it has; at least 1
 * @param after that it has in the end: those that were saved, if it was
 */
public record StopStep(String kind, String name, int replicas, int after) {
    public StopStep {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
