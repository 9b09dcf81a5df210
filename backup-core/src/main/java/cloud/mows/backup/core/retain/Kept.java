package cloud.mows.backup.core.retain;

import java.util.List;

/**
 * A snapshot that stays.
 *
 * @param reasons at least one, in restic's words: {@code daily snapshot}, {@code within 2m}, {@code has tags [a, b]}
 * @param left what of each count is left after this snapshot
 */
public record Kept(Candidate candidate, List<String> reasons, CountsLeft left) {
    public Kept {
        reasons = List.copyOf(reasons);
    }

    /** Of each count of the policy, what is left; -1 where it is unlimited. */
    public record CountsLeft(int last, int hourly, int daily, int weekly, int monthly, int yearly) {}
}
