package cloud.mows.backup.dashboards.cluster.place;

import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.repository.RepositoryStatus;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.dashboards.cluster.LatestLook;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From what was seen to what is shown of each repository. */
final class ClusterPlaces {
    private final Set<String> outside;
    private final Map<String, Contents> contents;

    /** What restore points say that a repository holds. */
    private static final class Contents {
        private static final Contents NONE = new Contents();

        private final Set<String> apps = new HashSet<>();
        private int points;
        private @Nullable Instant newest;

        private void add(RestorePointSpec point) {
            // Apps of two clusters may have one name.
            apps.add(point.cluster() + "/" + point.app());
            points++;
            if (newest == null || newest.isBefore(point.time())) {
                newest = point.time();
            }
        }
    }

    private ClusterPlaces(Set<String> outside, Collection<RestorePoint> points) {
        this.outside = outside;
        contents = new HashMap<>();
        for (RestorePoint point : points) {
            for (SnapshotCopy copy : point.getSpec().copies()) {
                contents.computeIfAbsent(copy.repository(), _ -> new Contents()).add(point.getSpec());
            }
        }
    }

    /** By name. */
    static List<ClusterPlace> of(LatestLook.Look look) {
        ClusterPlaces places = new ClusterPlaces(look.outside(), look.seen().points());
        return look.seen().documents().repositories().stream()
                .map(places::place)
                .sorted(Comparator.comparing(ClusterPlace::name))
                .toList();
    }

    private ClusterPlace place(Repository repository) {
        String name = repository.getMetadata().getName();
        Contents holds = contents.getOrDefault(name, Contents.NONE);
        return new ClusterPlace(
                name,
                repository.getSpec().address(),
                outside.contains(name),
                repository.getSpec().suspend(),
                PlaceCondition.of(repository, RepositoryStatus.READY),
                PlaceCondition.of(repository, "Checked"),
                PlaceCondition.of(repository, "Pruned"),
                PlaceCondition.of(repository, "Copied"),
                status(repository, RepositoryStatus::storedBytes),
                status(repository, RepositoryStatus::lastCheckTime),
                status(repository, RepositoryStatus::nextCheckTime),
                status(repository, RepositoryStatus::checkedPart),
                status(repository, RepositoryStatus::lastPruneTime),
                status(repository, RepositoryStatus::nextPruneTime),
                holds.apps.size(),
                holds.points,
                holds.newest);
    }

    private static <T> @Nullable T status(Repository repository, Function<RepositoryStatus, @Nullable T> field) {
        return Optional.ofNullable(repository.getStatus()).map(field).orElse(null);
    }
}
