package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.grant.BackupGrantSpec;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import cloud.mows.backup.crds.policy.RepositoryChoice;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.schedulers.schedule.Cadence;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The narrowest grant that covers one BackupPolicy. What the policy leaves to the ClusterBackupPolicy is limited to what holds by
 * that now, because a grant has no limit that allows nothing.
 */
public final class ExactGrant {
    private static final Duration INTERVAL_MIN = Duration.ofSeconds(60);
    private static final Duration INTERVAL_MAX = Duration.ofSeconds(31_536_000);
    private static final int REPOSITORIES_MAX = 16;
    private static final long YEAR_HOURS = 8766;

    private ExactGrant() {}

    /**
     * @param settings that hold if the policy governs
     * @throws IllegalArgumentException with a clause, if there can be no such grant
     */
    public static BackupGrantSpec of(BackupPolicy policy, AppSettings settings, Instant now) {
        BackupPolicySpec asked = policy.getSpec();
        Cadence rhythm = Cadence.of(settings.timetable(), now);
        List<String> repositories = Stream.concat(
                        settings.targets().stream().map(AppSettings.Target::repository),
                        settings.copies().stream().map(AppSettings.Copy::repository))
                .limit(REPOSITORIES_MAX)
                .toList();
        if (repositories.isEmpty()) {
            throw new IllegalArgumentException(
                    "a grant names repositories, and there is no Repository: make one, as in deploy/samples");
        }
        Stream<Retention> wishes = Stream.concat(
                Stream.ofNullable(asked.retention()),
                asked.repositories().stream().map(RepositoryChoice::retention).flatMap(Stream::ofNullable));
        Stream<Retention> settled = Stream.concat(
                settings.targets().stream().map(AppSettings.Target::retention),
                settings.copies().stream().map(AppSettings.Copy::retention));
        Duration longest = Stream.concat(wishes, settled)
                .map(wish -> kept(wish, rhythm))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new BackupGrantSpec(
                List.of(policy.getMetadata().getNamespace()),
                null,
                List.of(policy.getMetadata().getName()),
                repositories,
                (int) seconds(rhythm.shortest()),
                length(longest),
                !asked.hooks().isEmpty());
    }

    /** How old a backup gets. */
    public static Duration kept(Retention retention, Cadence rhythm) {
        return KeepAge.longest(retention, rhythm).age();
    }

    private static long seconds(Duration interval) {
        return interval.compareTo(INTERVAL_MAX) > 0
                ? INTERVAL_MAX.toSeconds()
                : Math.max(interval.toSeconds(), INTERVAL_MIN.toSeconds());
    }

    /** As documents have it, and not shorter: 1y, 14d, 30d11h. */
    public static String length(Duration age) {
        long hours = Math.ceilDiv(age.toSeconds(), 3600);
        long years = hours / YEAR_HOURS;
        long days = hours % YEAR_HOURS / 24;
        long rest = hours % YEAR_HOURS % 24;
        return (years == 0 ? "" : years + "y") + (days == 0 ? "" : days + "d") + (rest == 0 ? "" : rest + "h");
    }
}
