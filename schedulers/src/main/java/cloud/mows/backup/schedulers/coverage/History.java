package cloud.mows.backup.schedulers.coverage;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.AppSettings.Objection;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What Backups of one app have of one thing. */
final class History {
    private final List<Run> runs;
    private final AppSettings settings;
    private final Instant now;
    private final Set<String> targets;

    /** A run that has a ledger, and the moment that it shows. */
    private record Run(Instant moment, BackupStatus status) {}

    private record Found(Instant moment, BackupPart part, Set<String> present) {}

    History(Collection<Backup> backups, AppSettings settings, Instant now) {
        this.settings = settings;
        this.now = now;
        runs = backups.stream()
                .filter(backup -> backup.getSpec().scope() == BackupScope.NAMESPACE)
                .map(Backup::getStatus)
                .filter(status -> status != null
                        && status.phase().isFinal()
                        && status.ledger() != null
                        && status.snapshotTime() != null)
                .map(status -> new Run(Objects.requireNonNull(status.snapshotTime()), status))
                .sorted(Comparator.comparing(Run::moment).reversed())
                .toList();
        targets = settings.targets().stream().map(Target::repository).collect(Collectors.toSet());
    }

    Covered objects(String namespace) {
        return of(part -> part.type() == PartType.OBJECTS && part.name().equals(namespace));
    }

    Covered volume(String claim, String uid) {
        return of(part -> part.type() == PartType.VOLUME
                && part.name().equals(claim)
                // Of what was not read a run does not always know which it was.
                && (uid.equals(part.claimUid()) || (part.claimUid() == null && part.phase() != PartPhase.SUCCEEDED)));
    }

    private Covered of(Predicate<BackupPart> thing) {
        Optional<Found> newest = find(thing, _ -> true);
        Optional<Found> captured = find(
                thing.and(part -> part.phase() == PartPhase.SUCCEEDED),
                found -> !found.present().isEmpty());
        if (captured.isEmpty()) {
            return new Covered.Not(newest.map(found -> found.part().reason())
                    .filter(Objects::nonNull)
                    .orElseGet(this::why));
        }
        Found found = captured.get();
        Set<String> missing = targets.stream()
                .filter(target -> !found.present().contains(target))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!newest.equals(captured)) {
            return new Covered.Partly("the newest backup lacks it"
                    + (newest.orElseThrow().part().reason() == null
                            ? ""
                            : ": " + newest.orElseThrow().part().reason())
                    + "; there is one of " + found.moment());
        }
        if (settings.timetable().isTwoBehind(found.moment(), now)) {
            return new Covered.Partly("the newest backup is of " + found.moment() + ", and two should have come since");
        }
        if (!missing.isEmpty()) {
            return new Covered.Partly("it is not in " + String.join(", ", missing));
        }
        return found.part().reason() == null
                ? new Covered.Protected(found.moment())
                : new Covered.Partly(found.part().reason());
    }

    private Optional<Found> find(Predicate<BackupPart> thing, Predicate<Found> also) {
        return runs.stream()
                .flatMap(run -> run.status().parts().stream()
                        .filter(thing)
                        .map(part -> new Found(run.moment(), part, present(part, run.status()))))
                .filter(also)
                .findFirst();
    }

    /** Where the part was saved to, and the restore point still is. */
    private static Set<String> present(BackupPart part, BackupStatus status) {
        Set<String> points = status.restorePoints().stream()
                .map(RepositorySnapshot::repository)
                .collect(Collectors.toSet());
        return part.snapshots().stream()
                .map(RepositorySnapshot::repository)
                .filter(points::contains)
                .collect(Collectors.toSet());
    }

    /** Why there is nothing. */
    private String why() {
        if (targets.isEmpty()) {
            return "there is no Repository";
        }
        List<Objection> objections = settings.targets().stream()
                .flatMap(target -> target.objection().stream())
                .toList();
        if (objections.size() == targets.size()) {
            return objections.getFirst().words();
        }
        return settings.suspended().map(by -> by + " is suspended").orElse("no backup of it has ended yet");
    }
}
