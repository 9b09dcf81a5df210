package cloud.mows.backup.restore.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order in which objects are made: what others need first, what runs last, owners before what they own. */
final class RestoreOrder {
    private static final List<String> FIRST = List.of(
            "/Namespace",
            "/ServiceAccount",
            "/Secret",
            "/ConfigMap",
            "rbac.authorization.k8s.io/Role",
            "rbac.authorization.k8s.io/RoleBinding",
            "/PersistentVolumeClaim",
            "/LimitRange",
            "/ResourceQuota",
            "networking.k8s.io/NetworkPolicy",
            "policy/PodDisruptionBudget",
            // Before the Service: its controller takes those of one that has no pods for its own.
            "/Endpoints",
            "discovery.k8s.io/EndpointSlice",
            "/Service");

    private static final List<String> LAST = List.of(
            "/Pod",
            "/ReplicationController",
            "apps/ReplicaSet",
            "apps/Deployment",
            "apps/StatefulSet",
            "apps/DaemonSet",
            "batch/Job",
            "batch/CronJob",
            "networking.k8s.io/Ingress",
            "autoscaling/HorizontalPodAutoscaler");

    private RestoreOrder() {}

    /**
     * What the order depends on.
     *
     * @param uid that it had
     * @param owners uids that its owners had
     */
    record Entry<T>(ObjectReference object, String uid, List<String> owners, T value) {
        Entry {
            owners = List.copyOf(owners);
        }
    }

    static <T> List<T> sort(List<Entry<T>> entries) {
        List<Entry<T>> ranked = entries.stream()
                .sorted(Comparator.comparingInt((Entry<T> entry) -> rank(entry.object()))
                        .thenComparing(entry -> entry.object().groupKind())
                        .thenComparing(entry -> entry.object().name()))
                .toList();
        Map<String, Entry<T>> byUid = new HashMap<>();
        ranked.stream().filter(entry -> !entry.uid().isEmpty()).forEach(entry -> byUid.put(entry.uid(), entry));
        List<T> sorted = new ArrayList<>();
        Set<Entry<T>> seen = new HashSet<>();
        ranked.forEach(entry -> add(entry, byUid, seen, sorted));
        return sorted;
    }

    /** After its owners; a ring of owners, which no cluster makes, is cut somewhere. */
    private static <T> void add(Entry<T> entry, Map<String, Entry<T>> byUid, Set<Entry<T>> seen, List<T> sorted) {
        if (!seen.add(entry)) {
            return;
        }
        for (String owner : entry.owners()) {
            Entry<T> first = byUid.get(owner);
            if (first != null) {
                add(first, byUid, seen, sorted);
            }
        }
        sorted.add(entry.value());
    }

    /** Between the first and the last: whatever others have defined. */
    private static int rank(ObjectReference object) {
        int first = FIRST.indexOf(object.groupKind());
        if (first >= 0) {
            return first;
        }
        int last = LAST.indexOf(object.groupKind());
        return FIRST.size() + 1 + last;
    }
}
