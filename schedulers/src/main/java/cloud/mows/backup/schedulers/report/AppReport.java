package cloud.mows.backup.schedulers.report;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import cloud.mows.backup.schedulers.coverage.Coverage;
import cloud.mows.backup.schedulers.coverage.Covered;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one app: whether it is protected, and what there is of it.
 *
 * @param app its namespace
 * @param covered empty if the namespace is gone
 * @param volumes by the names of their claims, in order
 * @param points what can be restored, newest first
 * @param runs newest first
 */
public record AppReport(
        String app, Optional<Covered> covered, List<Volume> volumes, List<Point> points, List<Run> runs) {
    /** The state of an app whose namespace is gone. */
    public static final String GONE = "gone";

    /**
     * What can be restored.
     *
     * @param missing how many things it was to have and has not
     * @param bytes that it holds; null if that is not known
     * @param savedBeforeRestore whether it shows what a restore was to get rid of
     * @param repositories where it lies
     */
    public record Point(
            String name,
            Instant moment,
            long missing,
            @Nullable Long bytes,
            boolean savedBeforeRestore,
            List<String> repositories) {
        static Point of(RestorePoint point) {
            return new Point(
                    point.getMetadata().getName(),
                    point.getSpec().time(),
                    point.getSpec().ledger().failed(),
                    point.getSpec().bytes(),
                    point.getSpec().savedBeforeRestore(),
                    point.getSpec().copies().stream()
                            .map(SnapshotCopy::repository)
                            .toList());
        }
    }

    /** A volume of it. */
    public record Volume(String claim, Covered covered) {}

    /**
     * A backup that was or is being made.
     *
     * @param moment that it shows; empty if it has none yet
     * @param restorePoints by repository
     */
    public record Run(
            String name,
            String phase,
            Optional<Instant> moment,
            String message,
            boolean isOver,
            List<RepositorySnapshot> restorePoints) {
        static Run of(Backup backup) {
            BackupStatus status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
            return new Run(
                    backup.getMetadata().getName(),
                    word(Objects.requireNonNull(status.phase()).name()),
                    Optional.ofNullable(status.snapshotTime()),
                    Objects.requireNonNullElse(status.message(), ""),
                    status.phase().isFinal(),
                    status.restorePoints());
        }

        private static String word(String name) {
            StringBuilder word = new StringBuilder();
            for (String part : name.split("_")) {
                word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
            }
            return word.toString();
        }
    }

    /** Of all apps, by name; also of those whose namespace is gone, if there is anything to restore. */
    public static List<AppReport> all(Coverage coverage, Collection<Backup> backups, Collection<RestorePoint> points) {
        Map<String, List<Volume>> volumes = coverage.claims().entrySet().stream()
                .sorted(Comparator.comparing(claim -> claim.getKey().name()))
                .collect(Collectors.groupingBy(
                        claim -> claim.getKey().namespace(),
                        Collectors.mapping(
                                claim -> new Volume(claim.getKey().name(), claim.getValue()), Collectors.toList())));
        Map<String, List<Point>> pointsOf = points.stream()
                .filter(point -> !point.getSpec().app().equals(AppId.CLUSTER))
                .collect(Collectors.groupingBy(
                        point -> point.getSpec().app(), Collectors.mapping(Point::of, Collectors.toList())));
        Map<String, List<Run>> runs = backups.stream()
                .filter(backup -> backup.getSpec().scope() == BackupScope.NAMESPACE)
                .sorted(Comparator.comparing(
                                (Backup backup) -> backup.getMetadata().getCreationTimestamp())
                        .reversed())
                .collect(Collectors.groupingBy(
                        backup -> backup.getMetadata().getNamespace(),
                        Collectors.mapping(Run::of, Collectors.toList())));
        Set<String> apps = new TreeSet<>(coverage.namespaces().keySet());
        apps.addAll(pointsOf.keySet());
        return apps.stream()
                .map(app -> new AppReport(
                        app,
                        Optional.ofNullable(coverage.namespaces().get(app)),
                        volumes.getOrDefault(app, List.of()),
                        pointsOf.getOrDefault(app, List.of()).stream()
                                .sorted(Comparator.comparing(Point::moment).reversed())
                                .toList(),
                        runs.getOrDefault(app, List.of())))
                .toList();
    }

    /** What can be restored of it now. */
    public Optional<Point> newestRestorePoint() {
        return points.stream().findFirst();
    }

    /** In a word or two. */
    public String state() {
        return covered.map(known -> known.kind().word()).orElse(GONE);
    }

    /** Why it is in that state. */
    public String why() {
        return covered.map(Covered::words).orElse("its namespace is gone; 'app restore " + app + "' brings it back");
    }

    /** Whether it is protected, or left out on purpose. One that is gone is not there to be protected. */
    public boolean isFine() {
        return covered.map(known -> known.kind().isFine()).orElse(true);
    }
}
