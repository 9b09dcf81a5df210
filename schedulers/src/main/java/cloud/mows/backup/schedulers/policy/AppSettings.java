package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.policy.Hook;
import cloud.mows.backup.crds.policy.ObjectRule;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.policy.VolumeRule;
import cloud.mows.backup.schedulers.schedule.AllowedHours;
import cloud.mows.backup.schedulers.schedule.Timetable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one app is backed up: everything that its policy says, and what the cluster's says where that is silent.
 *
 * @param by the policy, in words
 * @param targets where each backup goes to, each name once
 * @param copies where restore points are copied to, each name once, and none of the targets
 * @param volumes from top to bottom, the first that matches decides: the app's own, then the cluster's
 * @param objects likewise
 * @param suspended whose word it is that no run starts by the schedule; empty if they do
 */
public record AppSettings(
        String by,
        Timetable timetable,
        List<Target> targets,
        List<Copy> copies,
        List<Ruled<VolumeRule>> volumes,
        List<Ruled<ObjectRule>> objects,
        List<Hook> hooks,
        Duration holdDeadline,
        Duration activeDeadline,
        Optional<String> suspended) {
    public AppSettings {
        targets = List.copyOf(targets);
        copies = List.copyOf(copies);
        volumes = List.copyOf(volumes);
        objects = List.copyOf(objects);
        hooks = List.copyOf(hooks);
    }

    /**
     * A repository that backups go to.
     *
     * @param objection why it cannot be used at present; empty if it can
     */
    public record Target(String repository, Retention retention, Optional<Objection> objection) {}

    /**
     * A repository that restore points are copied to.
     *
     * @param hours in which copying may begin
     * @param objection why it cannot be used at present; empty if it can
     */
    public record Copy(String repository, Retention retention, AllowedHours hours, Optional<Objection> objection) {}

    /**
     * Why a repository cannot be used.
     *
     * @param reason for programs
     * @param words a clause for people; nothing of it comes from the repository, which is not the app's business
     */
    public record Objection(String reason, String words) {}

    /** A rule and whose it is, in words. */
    public record Ruled<R>(String by, R rule) {}

    /** What is decided about objects. */
    public ObjectRules objectRules() {
        return ObjectRules.of(objects);
    }

    /** The rule that decides about a claim; empty if none matches, so that it is backed up. */
    public Optional<Ruled<VolumeRule>> volume(String claim, @Nullable Map<String, String> labels) {
        return volumes.stream()
                .filter(r -> Matching.rule(r.rule().names(), r.rule().labelSelector(), claim, labels))
                .findFirst();
    }
}
