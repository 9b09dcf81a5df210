package cloud.mows.backup.schedulers.database;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which pods are PostgreSQL servers: those whose container has an image of that name, and the instances of CloudNativePG. Pure. */
public final class PostgreSqlPods {
    /** The last part of an image's name: postgres, bitnami/postgresql, cloudnative-pg/postgresql, immich-app/postgres, … */
    private static final Pattern IMAGE =
            Pattern.compile("(.+-)?(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|pgvecto-rs)");

    private static final String CNPG_CLUSTER = "cnpg.io/cluster";
    private static final List<String> CNPG_ROLES = List.of("cnpg.io/instanceRole", "role");
    private static final String CNPG_CONTAINER = "postgres";
    private static final String TEMPLATE_HASH = "pod-template-hash";
    private static final int PORT = 5432;

    private PostgreSqlPods() {}

    /** @param pods all of a namespace */
    public static List<RecognisedServer> find(List<Pod> pods) {
        Map<String, List<Pod>> clusters = new TreeMap<>();
        List<RecognisedServer> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Pod pod :
                pods.stream().filter(PostgreSqlPods::stays).sorted(byName()).toList()) {
            Optional<Container> container = container(pod);
            if (container.isEmpty()) {
                continue;
            }
            String cluster = labels(pod).get(CNPG_CLUSTER);
            if (cluster != null) {
                clusters.computeIfAbsent(cluster, _ -> new ArrayList<>()).add(pod);
                continue;
            }
            String workload = workload(pod);
            found.add(new RecognisedServer(
                    names.add(workload) ? workload : name(pod),
                    name(pod),
                    container.get().getName(),
                    Optional.empty()));
        }
        clusters.forEach((cluster, instances) -> found.add(cluster(cluster, instances, names)));
        return List.copyOf(found);
    }

    private static Comparator<Pod> byName() {
        return Comparator.comparing(PostgreSqlPods::name);
    }

    private static String name(Pod pod) {
        return pod.getMetadata().getName();
    }

    private static Map<String, String> labels(Pod pod) {
        return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.of());
    }

    /** One that has ended or does one task is no server. */
    private static boolean stays(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return !pod.isMarkedForDeletion()
                && !"Succeeded".equals(phase)
                && !"Failed".equals(phase)
                && pod.getMetadata().getOwnerReferences().stream()
                        .map(OwnerReference::getKind)
                        .noneMatch("Job"::equals);
    }

    private static Optional<Container> container(Pod pod) {
        boolean isInstance = labels(pod).containsKey(CNPG_CLUSTER);
        List<Container> all = pod.getSpec().getContainers();
        return all.stream()
                .filter(each -> isInstance && CNPG_CONTAINER.equals(each.getName()))
                .findFirst()
                // Beside a server there may be programs that use its image for its clients.
                .or(() -> all.stream()
                        .filter(each -> isPostgreSql(each) && hasPort(each))
                        .findFirst())
                .or(() -> all.stream().filter(PostgreSqlPods::isPostgreSql).findFirst());
    }

    private static boolean hasPort(Container container) {
        return container.getPorts().stream().anyMatch(port -> Objects.equals(port.getContainerPort(), PORT));
    }

    private static boolean isPostgreSql(Container container) {
        String image = Objects.requireNonNullElse(container.getImage(), "");
        String path = image.substring(image.lastIndexOf('/') + 1);
        return IMAGE.matcher(path.replaceFirst("[:@].*", "")).matches();
    }

    /** The pods of a Deployment have another name each time. */
    private static String workload(Pod pod) {
        String hash = labels(pod).get(TEMPLATE_HASH);
        String generated = pod.getMetadata().getGenerateName();
        String end = "-" + hash + "-";
        return hash != null && generated != null && generated.endsWith(end) && generated.length() > end.length()
                ? generated.substring(0, generated.length() - end.length())
                : name(pod);
    }

    private static RecognisedServer cluster(String cluster, List<Pod> instances, Set<String> names) {
        Optional<Pod> primary = CNPG_ROLES.stream()
                .flatMap(role -> instances.stream()
                        .filter(pod -> "primary".equals(labels(pod).get(role))))
                .findFirst();
        Pod pod = primary.orElse(instances.getFirst());
        return new RecognisedServer(
                names.add(cluster) ? cluster : cluster + "-cnpg",
                name(pod),
                container(pod).orElseThrow().getName(),
                primary.isPresent()
                        ? Optional.empty()
                        : Optional.of("none of the pods of cluster " + cluster
                                + " of CloudNativePG has the label cnpg.io/instanceRole=primary"));
    }
}
