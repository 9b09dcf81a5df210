package cloud.mows.backup.cluster.api;

import java.util.Objects;

/**
 * How many replicas a workload of group {@code apps} is to have: its {@code scale}, which is all of it that can be seen or changed with
 * that right.
 *
 * @param resourceVersion of the workload
 */
public record Replicas(String kind, String namespace, String name, int wanted, String resourceVersion) {
    public Replicas {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(resourceVersion, "resourceVersion");
    }
}
