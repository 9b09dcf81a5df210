package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
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

/**
 * What is known of one app: whether it is protected, and what there is of it.
 *
 * @param app its namespace
 * @param volumes by the names of their claims, in order
 * @param runs newest first
 */
record AppReport(String app, Covered covered, List<Volume> volumes, List<Run> runs) {
    /** A volume of it. */
    record Volume(String claim, Covered covered) {}

    /**
     * A backup that was or is being made.
     *
     * @param moment that it shows; empty if it has none yet
     * @param restorePoints by repository
     */
    record Run(
            String name,
            String phase,
            Optional<Instant> moment,
            String message,
            List<RepositorySnapshot> restorePoints) {
        static Run of(Backup backup) {
            BackupStatus status = Objects.requireNonNullElse(backup.getStatus(), BackupStatus.NONE);
            return new Run(
                    backup.getMetadata().getName(),
                    word(Objects.requireNonNull(status.phase()).name()),
                    Optional.ofNullable(status.snapshotTime()),
                    Objects.requireNonNullElse(status.message(), ""),
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

    /** Of all apps, by name. */
    static List<AppReport> all(Coverage coverage, Collection<Backup> backups) {
        return coverage.namespaces().entrySet().stream()
                .map(each -> of(each.getKey(), each.getValue(), coverage, backups))
                .sorted(Comparator.comparing(AppReport::app))
                .toList();
    }

    private static AppReport of(String app, Covered covered, Coverage coverage, Collection<Backup> backups) {
        return new AppReport(
                app,
                covered,
                coverage.claims().entrySet().stream()
                        .filter(claim -> claim.getKey().namespace().equals(app))
                        .sorted(Comparator.comparing(claim -> claim.getKey().name()))
                        .map((Map.Entry<ClaimReference, Covered> claim) ->
                                new Volume(claim.getKey().name(), claim.getValue()))
                        .toList(),
                backups.stream()
                        .filter(backup -> backup.getMetadata().getNamespace().equals(app)
                                && backup.getSpec().scope() == BackupScope.NAMESPACE)
                        .sorted(Comparator.comparing(
                                        (Backup backup) -> backup.getMetadata().getCreationTimestamp())
                                .reversed())
                        .map(Run::of)
                        .toList());
    }

    /** The newest run that left something to restore. */
    Optional<Run> newestRestorePoint() {
        return runs.stream().filter(run -> !run.restorePoints().isEmpty()).findFirst();
    }
}
