package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.crds.backup.DatabaseKind;
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
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which pods are database servers: those whose container has an image of PostgreSQL or MariaDB, by its name, and the instances of CloudNativePG.
 * Pure.
 */
public final class DatabasePods {
    /** The last part of an image's name: postgres, bitnami/postgresql, cloudnative-pg/postgresql, immich-app/postgres, … */
    private static final Kind POSTGRESQL = new Kind(
            DatabaseKind.POSTGRESQL,
            Pattern.compile("(.+-)?(postgres|postgresql|postgis|timescaledb|timescaledb-ha|pgvector|pgvecto-rs)"),
            5432);

    /** mariadb, bitnami/mariadb, linuxserver/mariadb, bitnami/mariadb-galera, … */
    private static final Kind MARIADB =
            new Kind(DatabaseKind.MARIADB, Pattern.compile("(.+-)?mariadb(-galera|-server)?"), 3306);

    private static final String CNPG_CLUSTER = "cnpg.io/cluster";
    private static final List<String> CNPG_ROLES = List.of("cnpg.io/instanceRole", "role");
    private static final String CNPG_CONTAINER = "postgres";
    private static final String TEMPLATE_HASH = "pod-template-hash";

    /**
     * A kind of server.
     *
     * @param image what the last part of its images' names is
     * @param port at which it listens, as a rule
     */
    private record Kind(DatabaseKind kind, Pattern image, int port) {
        boolean is(Container container) {
            String image = Objects.requireNonNullElse(container.getImage(), "");
            String path = image.substring(image.lastIndexOf('/') + 1);
            return this.image.matcher(path.replaceFirst("[:@].*", "")).matches();
        }

        boolean hasPort(Container container) {
            return container.getPorts().stream().anyMatch(port -> Objects.equals(port.getContainerPort(), this.port));
        }
    }

    /** A container with a server. */
    private record Server(DatabaseKind kind, Container container) {}

    private DatabasePods() {}

    /** @param pods all of a namespace */
    public static List<RecognisedServer> find(List<Pod> pods) {
        Map<String, List<Pod>> clusters = new TreeMap<>();
        List<RecognisedServer> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Pod pod :
                pods.stream().filter(DatabasePods::stays).sorted(byName()).toList()) {
            String cluster = labels(pod).get(CNPG_CLUSTER);
            if (cluster != null && instance(pod).isPresent()) {
                clusters.computeIfAbsent(cluster, _ -> new ArrayList<>()).add(pod);
            } else if (cluster == null) {
                server(pod).ifPresent(server -> {
                    String workload = workload(pod);
                    found.add(new RecognisedServer(
                            server.kind(),
                            names.add(workload) ? workload : name(pod),
                            name(pod),
                            server.container().getName(),
                            Optional.empty()));
                });
            }
        }
        clusters.forEach((cluster, instances) -> found.add(cluster(cluster, instances, names)));
        return List.copyOf(found);
    }

    private static Comparator<Pod> byName() {
        return Comparator.comparing(DatabasePods::name);
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

    /** Of CloudNativePG. */
    private static Optional<Container> instance(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .filter(each -> CNPG_CONTAINER.equals(each.getName()))
                .findFirst()
                .or(() -> server(pod).map(Server::container));
    }

    private static Optional<Server> server(Pod pod) {
        List<Container> all = pod.getSpec().getContainers();
        // Beside a server there may be programs that use its image for its clients.
        return first(all, (kind, each) -> kind.is(each) && kind.hasPort(each)).or(() -> first(all, Kind::is));
    }

    private static Optional<Server> first(List<Container> all, BiPredicate<Kind, Container> condition) {
        return all.stream()
                .flatMap(each -> Stream.of(POSTGRESQL, MARIADB)
                        .filter(kind -> condition.test(kind, each))
                        .map(kind -> new Server(kind.kind(), each)))
                .findFirst();
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
                DatabaseKind.POSTGRESQL,
                names.add(cluster) ? cluster : cluster + "-cnpg",
                name(pod),
                instance(pod).orElseThrow().getName(),
                primary.isPresent()
                        ? Optional.empty()
                        : Optional.of("none of the pods of cluster " + cluster
                                + " of CloudNativePG has the label cnpg.io/instanceRole=primary"));
    }
}
