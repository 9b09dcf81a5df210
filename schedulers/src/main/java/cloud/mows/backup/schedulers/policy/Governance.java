package cloud.mows.backup.schedulers.policy;

import cloud.mows.backup.core.layout.AppId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What governs everything.
 *
 * @param namespaces by name: exactly one answer for each that there is
 * @param policies of each BackupPolicy, what became of it
 * @param grants by name: how many BackupPolicies each BackupGrant covers
 * @param clusterReady of the ClusterBackupPolicy
 * @param wholeCluster how the objects that belong to no namespace are backed up
 */
public record Governance(
        Map<String, EffectivePolicy> namespaces,
        List<Standing> policies,
        Map<String, Long> grants,
        Verdict clusterReady,
        AppSettings wholeCluster) {
    public Governance {
        namespaces = Map.copyOf(namespaces);
        policies = List.copyOf(policies);
        grants = Map.copyOf(grants);
    }

    /**
     * What became of a BackupPolicy.
     *
     * @param granted whether a BackupGrant covers it, and which, or exactly what is missing
     * @param ready whether the next backup can run
     * @param grant name of the BackupGrant
     * @param governs whether it is what governs its namespace
     * @param settings what holds if it governs
     */
    public record Standing(
            String namespace,
            String name,
            Verdict granted,
            Verdict ready,
            Optional<String> grant,
            boolean governs,
            AppSettings settings) {
        static final String DENIED = "Denied";
        static final String INVALID_SCHEDULE = "InvalidSchedule";
        static final String TOO_MANY = "TooManyPolicies";

        /** Whether the administrator said no to it as it is now. */
        public boolean isDenied() {
            return granted.reason().equals(DENIED);
        }

        /** Whether no grant could help. */
        public boolean isUnusable() {
            return granted.reason().equals(INVALID_SCHEDULE) || granted.reason().equals(TOO_MANY);
        }
    }

    /** How an app is backed up; empty if it is not, because it is left out or its namespace is gone. @param app as in restore points */
    public Optional<AppSettings> settings(String app) {
        return app.equals(AppId.CLUSTER)
                ? Optional.of(wholeCluster)
                : Optional.ofNullable(namespaces.get(app)).flatMap(EffectivePolicy::effective);
    }

    /** Of the BackupPolicies of one namespace. */
    public List<Standing> of(String namespace) {
        return policies.stream().filter(p -> p.namespace().equals(namespace)).toList();
    }

    public long excludedNamespaces() {
        return namespaces.values().stream()
                .filter(EffectivePolicy.Excluded.class::isInstance)
                .count();
    }

    /** Those that no BackupPolicy of their own governs. */
    public long namespacesByDefault() {
        return namespaces.values().stream()
                .filter(EffectivePolicy.ByDefault.class::isInstance)
                .count();
    }
}
