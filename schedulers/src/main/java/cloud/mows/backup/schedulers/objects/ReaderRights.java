package cloud.mows.backup.schedulers.objects;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the service account may read that reads objects: every kind that the API serves, one by one. {@code *} would let it read their
 * subresources too, and to "get" {@code pods/exec} or {@code nodes/proxy} is to run commands in any container.
 */
public final class ReaderRights implements ReadableKinds {
    static final String ROLE = "mows-backup-reader";

    private static final System.Logger LOG = System.getLogger(ReaderRights.class.getName());

    private final KubernetesClient client;

    public ReaderRights(KubernetesClient client) {
        this.client = client;
    }

    /** If it is not possible, what may be read stays as it is: of a kind that is missing from that, the backup says so. */
    @Override
    public synchronized void renew() {
        try {
            ClusterRole role = client.rbac().clusterRoles().withName(ROLE).get();
            if (role == null) {
                LOG.log(
                        Level.WARNING,
                        "there is no ClusterRole {0}, so no object can be read: install the chart again",
                        ROLE);
                return;
            }
            List<PolicyRule> rules = rules(Objects.requireNonNullElse(role.getRules(), List.of()));
            if (!rules.equals(role.getRules())) {
                client.rbac()
                        .clusterRoles()
                        .withName(ROLE)
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                new ClusterRoleBuilder()
                                        .withNewMetadata()
                                        .withName(ROLE)
                                        .endMetadata()
                                        .withRules(rules)
                                        .build());
            }
        } catch (KubernetesClientException e) {
            LOG.log(Level.WARNING, "what may be read of the cluster is as before: {0}", e.getMessage());
        }
    }

    /** One for each group. Of a group that does not answer at present, what was allowed stays. */
    private List<PolicyRule> rules(List<PolicyRule> before) {
        Set<String> silent = new HashSet<>();
        Discovery discovery = new Discovery(client, asking -> {}, (apiVersion, why) -> silent.add(group(apiVersion)));
        Map<String, Set<String>> resources = new TreeMap<>();
        Stream.of(true, false)
                .flatMap(namespaced -> discovery.kinds(namespaced, group -> true).stream())
                .forEach(kind -> resources
                        .computeIfAbsent(kind.group(), group -> new TreeSet<>())
                        .add(kind.resource()));
        before.stream()
                .filter(rule -> rule.getApiGroups().size() == 1
                        && silent.contains(rule.getApiGroups().getFirst()))
                .forEach(rule -> resources
                        .computeIfAbsent(rule.getApiGroups().getFirst(), group -> new TreeSet<>())
                        .addAll(rule.getResources()));
        return resources.entrySet().stream()
                .map(each -> new PolicyRuleBuilder()
                        .withApiGroups(each.getKey())
                        .withResources(List.copyOf(each.getValue()))
                        .withVerbs("get", "list")
                        .build())
                .toList();
    }

    private static String group(String apiVersion) {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
