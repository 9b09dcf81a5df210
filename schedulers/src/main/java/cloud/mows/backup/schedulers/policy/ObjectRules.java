package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.crds.policy.ObjectRule;
import cloud.mows.backup.crds.policy.ObjectRuleInForce;
import cloud.mows.backup.crds.policy.RuleAction;
import cloud.mows.backup.schedulers.policy.AppSettings.Ruled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rules about objects, from top to bottom: the first that matches decides, and what none matches is saved. */
public record ObjectRules(List<ObjectRuleInForce> rules) {
    public ObjectRules {
        rules = List.copyOf(rules);
    }

    static ObjectRules of(List<Ruled<ObjectRule>> rules) {
        return new ObjectRules(rules.stream()
                .map(ruled -> new ObjectRuleInForce(ruled.by(), ruled.rule()))
                .toList());
    }

    /**
     * The rule that leaves an object out; empty if none does.
     *
     * @param resource as kubectl names it, with the group if it is not the core one: {@code deployments.apps}
     */
    public Optional<ObjectRuleInForce> exclusion(String resource, String name, @Nullable Map<String, String> labels) {
        return rules.stream()
                .filter(each -> isAbout(each.rule(), resource, name, labels))
                .findFirst()
                .filter(each -> each.rule().action() == RuleAction.EXCLUDE);
    }

    private static boolean isAbout(
            ObjectRule rule, String resource, String name, @Nullable Map<String, String> labels) {
        return (rule.resources().isEmpty() || Matching.names(rule.resources(), resource))
                && Matching.rule(rule.names(), rule.labelSelector(), name, labels);
    }
}
