package cloud.mows.backup.schedulers.due;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.schedulers.policy.AppSettings;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one Backup is of.
 *
 * @param namespace that its Backups are in: that of the controller for the whole cluster's objects
 */
public record App(String namespace, BackupScope scope) {
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss");

    static App of(Backup backup) {
        return new App(
                backup.getMetadata().getNamespace(),
                Objects.requireNonNull(backup.getSpec().scope()));
    }

    /** Of its entry among the schedules. */
    String key() {
        return scope + "/" + namespace;
    }

    static App parse(String key) {
        int slash = key.indexOf('/');
        return new App(key.substring(slash + 1), BackupScope.valueOf(key.substring(0, slash)));
    }

    private String prefix() {
        return switch (scope) {
            case NAMESPACE -> "scheduled-";
            case CLUSTER -> "cluster-";
        };
    }

    /** Of the Backup that this start makes. */
    String backupName(Instant start) {
        return prefix() + START.format(LocalDateTime.ofInstant(start, ZoneOffset.UTC));
    }

    /** Whether one of its Backups has not ended. */
    public boolean isBusy(Collection<Backup> all) {
        return all.stream()
                .anyMatch(backup -> of(backup).equals(this) && !phase(backup).isFinal());
    }

    static BackupPhase phase(Backup backup) {
        return backup.getStatus() == null
                ? BackupPhase.PENDING
                : Objects.requireNonNull(backup.getStatus().phase());
    }

    /** The Backup of the schedule that was created last. */
    Optional<Backup> newest(Collection<Backup> all) {
        return all.stream()
                .filter(backup -> backup.getSpec().trigger() == BackupTrigger.SCHEDULE)
                .filter(backup -> of(backup).equals(this))
                .max(Comparator.comparing(backup -> backup.getMetadata().getCreationTimestamp()));
    }

    /** When the schedule last made a Backup; those of the future are not believed. */
    public Optional<Instant> lastStart(Collection<Backup> all, Instant now) {
        return all.stream()
                .filter(backup -> backup.getSpec().trigger() == BackupTrigger.SCHEDULE)
                .filter(backup -> of(backup).equals(this))
                .flatMap(this::starts)
                .filter(start -> !start.isAfter(now))
                .max(Instant::compareTo);
    }

    /**
     * When the schedule starts its next backup, in the past if that is late; empty if it starts none, or while one goes on.
     *
     * @param created when its namespace was
     * @param backups at least all of it
     */
    public Optional<Instant> nextStart(AppSettings settings, Instant created, Collection<Backup> backups, Instant now) {
        boolean starts = settings.suspended().isEmpty()
                && settings.targets().stream()
                        .anyMatch(target -> target.objection().isEmpty());
        return starts && !isBusy(backups)
                ? settings.timetable().next(lastStart(backups, now).orElse(created))
                : Optional.empty();
    }

    /** The API server's clock and ours may differ, so both count: when it was created, and for which start. */
    private Stream<Instant> starts(Backup backup) {
        Stream<Instant> created = Stream.of(Instant.parse(backup.getMetadata().getCreationTimestamp()));
        String name = backup.getMetadata().getName();
        if (!name.startsWith(prefix())) {
            return created;
        }
        try {
            LocalDateTime start = LocalDateTime.parse(name.substring(prefix().length()), START);
            return Stream.concat(created, Stream.of(start.toInstant(ZoneOffset.UTC)));
        } catch (DateTimeParseException e) {
            // Somebody else's name.
            return created;
        }
    }
}
