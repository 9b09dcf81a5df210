package cloud.mows.backup.schedulers.points;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What has to be changed so that the cluster shows what a repository holds. */
final class MirrorDecider {
    private MirrorDecider() {}

    /**
     * @param listed all that the repository holds, each with its one copy there
     * @param known all of the cluster
     * @param begun when the list was: what was made since may not be in it
     */
    static List<Change> decide(
            String repository, List<RestorePointSpec> listed, Collection<RestorePoint> known, Instant begun) {
        Map<String, RestorePoint> byName = new HashMap<>();
        known.forEach(point -> byName.put(point.getMetadata().getName(), point));
        List<Change> changes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (RestorePointSpec spec : listed) {
            RestorePoint wanted = RestorePoints.object(spec);
            String name = wanted.getMetadata().getName();
            RestorePoint there = byName.get(name);
            // Two snapshots of one backup: the first is as good as the other.
            if (!seen.add(name)) {
                continue;
            }
            if (there == null) {
                changes.add(new Change.Create(wanted));
            } else if (!there.getSpec().copies().containsAll(spec.copies())) {
                changes.add(copies(
                        there,
                        Stream.concat(others(there, repository).stream(), spec.copies().stream())
                                .toList()));
            }
        }
        for (RestorePoint point : known) {
            List<SnapshotCopy> others = others(point, repository);
            if (others.size() < point.getSpec().copies().size()
                    && !seen.contains(point.getMetadata().getName())
                    && Instant.parse(point.getMetadata().getCreationTimestamp()).isBefore(begun)) {
                changes.add(others.isEmpty() ? new Change.Delete(point) : copies(point, others));
            }
        }
        return changes;
    }

    private static List<SnapshotCopy> others(RestorePoint point, String repository) {
        return point.getSpec().copies().stream()
                .filter(copy -> !copy.repository().equals(repository))
                .toList();
    }

    private static Change copies(RestorePoint point, List<SnapshotCopy> copies) {
        return new Change.Patch(point, Map.of("spec", Map.of("copies", copies)));
    }
}
