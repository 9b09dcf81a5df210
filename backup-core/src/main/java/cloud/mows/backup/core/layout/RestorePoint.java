package cloud.mows.backup.core.layout;

import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A complete backup of an app: the snapshot that holds all of it. */
public record RestorePoint(BackupId backup, SavedSnapshot snapshot) {
    private static final String LEDGER_TAG = "ledger=";
    private static final Pattern COUNTS = Pattern.compile("(\\d{1,15})/(\\d{1,15})/(\\d{1,15})");

    /** The tag by which lists know how complete it is without reading its ledger: captured, excused and failed things. */
    static String tag(LedgerCounts counts) {
        return LEDGER_TAG + counts.captured() + "/" + counts.excused() + "/" + counts.failed();
    }

    /** How complete it is; empty if it does not say. */
    public Optional<LedgerCounts> ledger() {
        return BackupId.value(snapshot.snapshot().tags(), LEDGER_TAG).flatMap(RestorePoint::counts);
    }

    private static Optional<LedgerCounts> counts(String text) {
        Matcher numbers = COUNTS.matcher(text);
        return numbers.matches()
                ? Optional.of(new LedgerCounts(
                        Long.parseLong(numbers.group(1)),
                        Long.parseLong(numbers.group(2)),
                        Long.parseLong(numbers.group(3))))
                : Optional.empty();
    }

    /** Empty if a snapshot is none. */
    public static Optional<RestorePoint> of(SavedSnapshot saved) {
        return PartId.isPart(saved.snapshot())
                ? Optional.empty()
                : BackupId.of(saved.snapshot()).map(backup -> new RestorePoint(backup, saved));
    }

    /** Those among snapshots, oldest first. */
    public static List<RestorePoint> all(Collection<SavedSnapshot> snapshots) {
        return snapshots.stream()
                .flatMap(saved -> of(saved).stream())
                .sorted(Comparator.comparing(RestorePoint::snapshot, SavedSnapshot.OLDEST_FIRST))
                .toList();
    }

    /** The newest of an app. */
    public static Optional<RestorePoint> newest(Collection<SavedSnapshot> snapshots, AppId app) {
        return all(snapshots).reversed().stream()
                .filter(point -> point.backup().app().equals(app))
                .findFirst();
    }

    /** What a part that is to be saved with these tags is compared with: the newest of its app, whose tree has it at the same place. */
    public static Optional<RestorePoint> parentOfPart(Collection<SavedSnapshot> snapshots, List<String> tags) {
        return BackupId.of(tags).flatMap(backup -> newest(snapshots, backup.app()));
    }

    /** The one that a backup left. */
    public static Optional<RestorePoint> of(Collection<SavedSnapshot> snapshots, BackupId backup) {
        return all(snapshots).stream()
                .filter(point -> point.backup().uid().equals(backup.uid())
                        && point.backup().app().equals(backup.app()))
                .findFirst();
    }

    /** The parts of a backup that are there by themselves. */
    public static List<SavedSnapshot> parts(Collection<SavedSnapshot> snapshots, BackupId backup) {
        return snapshots.stream()
                .filter(saved -> PartId.isPart(saved.snapshot()))
                .filter(saved -> BackupId.of(saved.snapshot())
                        .filter(of -> of.uid().equals(backup.uid()) && of.app().equals(backup.app()))
                        .isPresent())
                .toList();
    }
}
