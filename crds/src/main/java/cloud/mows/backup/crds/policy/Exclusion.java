package cloud.mows.backup.crds.policy;

import org.jspecify.annotations.Nullable;

/** What all rules have in common: nothing is left out silently. */
final class Exclusion {
    static final String RULE = "(self.action == 'Exclude') == has(self.reason)";
    static final String MESSAGE =
            "action Exclude needs a reason, which every backup's ledger repeats; Include takes none";

    private Exclusion() {}

    static void check(RuleAction action, @Nullable String reason) {
        if ((action == RuleAction.EXCLUDE) == (reason == null)) {
            throw new IllegalArgumentException(MESSAGE);
        }
    }
}
