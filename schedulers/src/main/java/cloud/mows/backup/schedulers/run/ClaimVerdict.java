package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.policy.ProviderName;
import java.util.List;
import java.util.Optional;

/** What the policy says about a claim. */
public sealed interface ClaimVerdict {
    /** Everything, in the best way. */
    ClaimVerdict INCLUDED = new Include(Optional.empty(), List.of());

    /**
     * @param wish the only way to read it that is wanted; empty for the best there is
     * @param excludeFiles as the policy has them: relative to the volume's root if they begin with a slash
     */
    record Include(Optional<ProviderName> wish, List<String> excludeFiles) implements ClaimVerdict {
        public Include {
            excludeFiles = List.copyOf(excludeFiles);
        }
    }

    /**
     * @param by whose rule
     * @param reason that the rule gives
     */
    record Exclude(String by, String reason) implements ClaimVerdict {}
}
