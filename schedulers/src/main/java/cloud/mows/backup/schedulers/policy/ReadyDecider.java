package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.schedulers.policy.AppSettings.Copy;
import cloud.mows.backup.schedulers.policy.AppSettings.Objection;
import cloud.mows.backup.schedulers.policy.AppSettings.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the next backup can run as it is meant to. If it can, but not into all repositories, the answer is no: what is weaker
 * than asked for never looks good.
 */
final class ReadyDecider {
    private static final String READY = "Ready";

    private ReadyDecider() {}

    /** @param governor the BackupPolicy that governs the namespace */
    static Verdict ofPolicy(Verdict granted, boolean governs, Optional<String> governor, AppSettings settings) {
        if (!granted.holds()) {
            return Verdict.no(READY, "NotGranted", "No BackupGrant covers it: see the condition Granted.");
        }
        if (!governs) {
            return Verdict.no(
                    READY,
                    "AnotherGoverns",
                    "BackupPolicy " + governor.orElseThrow()
                            + " of the same namespace is older and governs it: delete one of the two.");
        }
        return ofRuns(settings);
    }

    /** @param objection why the schedule cannot be followed */
    static Verdict ofCluster(Optional<String> objection, AppSettings wholeCluster) {
        return objection
                .map(why -> Verdict.no(
                        READY,
                        "InvalidSchedule",
                        "The schedule cannot be followed: " + why
                                + ". Until that is put right, backups start as by default: " + wholeCluster.timetable()
                                + "."))
                .orElseGet(() -> ofRuns(wholeCluster));
    }

    private static Verdict ofRuns(AppSettings settings) {
        List<Target> targets = settings.targets();
        if (targets.isEmpty()) {
            return Verdict.no(READY, "NoRepository", "There is no Repository, so nothing can be backed up.");
        }
        List<Objection> objections =
                targets.stream().flatMap(target -> target.objection().stream()).toList();
        if (!objections.isEmpty()) {
            List<String> words =
                    new ArrayList<>(objections.stream().map(Objection::words).toList());
            List<String> usable = targets.stream()
                    .filter(target -> target.objection().isEmpty())
                    .map(Target::repository)
                    .toList();
            words.add(
                    usable.isEmpty()
                            ? "no backup can run"
                            : "until then backups go to " + String.join(", ", usable) + " only");
            return Verdict.no(READY, objections.getFirst().reason(), sentence(String.join("; ", words)));
        }
        List<Copy> copies = settings.copies().stream()
                .filter(copy -> copy.objection().isPresent())
                .toList();
        if (!copies.isEmpty()) {
            List<String> words = new ArrayList<>(copies.stream()
                    .map(copy -> copy.objection().orElseThrow().words())
                    .toList());
            words.add("until then nothing is copied to "
                    + String.join(", ", copies.stream().map(Copy::repository).toList()));
            return Verdict.no(
                    READY, copies.getFirst().objection().orElseThrow().reason(), sentence(String.join("; ", words)));
        }
        return settings.suspended()
                .map(by -> Verdict.no(READY, "Suspended", by + " is suspended: no backup starts by the schedule."))
                .orElseGet(() -> Verdict.yes(READY, "Ready", "The next backup can run."));
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }
}
