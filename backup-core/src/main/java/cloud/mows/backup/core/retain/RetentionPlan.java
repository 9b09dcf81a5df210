package cloud.mows.backup.core.retain;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What is kept and what is removed of one group of snapshots, both newest first. Together they are exactly the snapshots
 * that were asked about.
 */
public record RetentionPlan(List<Kept> keep, List<Candidate> remove) {
    private static final Comparator<Candidate> NEWEST_FIRST =
            Comparator.comparing((Candidate c) -> c.time().toInstant()).reversed();

    public RetentionPlan {
        keep = List.copyOf(keep);
        remove = List.copyOf(remove);
    }

    /** Whether removing everything is what the user wants. */
    public enum RemoveAll {
        REFUSED,
        ALLOWED
    }

    /**
     * Decides about one group of snapshots.
     *
     * @param now snapshots at or after it do not count as the newest
     * @throws BackupException {@link ProblemCode#USAGE} if the policy asks for nothing, or if nothing would be left, unless
     *     that is allowed
     */
    public static RetentionPlan decide(List<Candidate> group, KeepPolicy policy, Instant now, RemoveAll removeAll) {
        if (policy.isEmpty() && removeAll == RemoveAll.REFUSED) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "no policy: nothing says which snapshots to keep",
                    "give at least one --keep option");
        }
        List<Candidate> sorted = new ArrayList<>(group);
        sorted.sort(NEWEST_FIRST);
        RetentionPlan plan = new RetentionRules(policy, sorted, now).apply();
        if (plan.keep().isEmpty() && !plan.remove().isEmpty() && removeAll == RemoveAll.REFUSED) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    "the policy would remove all " + plan.remove().size() + " snapshots of a group",
                    "loosen it, or say --unsafe-allow-remove-all with --host, --tag or --path if that is what you want");
        }
        return plan;
    }
}
