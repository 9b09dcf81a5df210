package cloud.mows.backup.dashboards.cluster.policy;

import java.time.Instant;
import java.util.List;

/**
 * What holds for every app that asks for nothing else.
 *
 * @param asShown to be sent back with a change, which is refused if somebody else made one since
 * @param suspended whether no backup begins by the schedule
 * @param hasHours whether backups begin within certain hours only, which is said in the document
 * @param places all that there are or that the policy names, by name
 * @param next when the next backups begin, without the delay of each app
 * @param governed how many apps it governs
 * @param missingToChange rights that whoever asks would need to change it; empty if they may
 */
public record ClusterPolicy(
        String asShown,
        boolean suspended,
        PolicyTimes times,
        boolean hasHours,
        PolicyKeep keep,
        List<PolicyPlace> places,
        List<Instant> next,
        long governed,
        List<String> missingToChange) {}
