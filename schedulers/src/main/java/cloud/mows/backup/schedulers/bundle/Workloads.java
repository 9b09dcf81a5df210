package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Programs that a cluster runs, and their versions. */
final class Workloads {
    private static final String TEMPLATE = "spec.template.spec.containers";
    private static final String CHART = "helm.sh/chart";

    private Workloads() {}

    /** Hands over every Deployment, DaemonSet and StatefulSet. */
    static void forEach(ClusterApi api, Consumer<GenericKubernetesResource> taken) {
        List.of("daemonsets", "deployments", "statefulsets").forEach(plural -> api.forEach("apps/v1", plural, taken));
    }

    /** The chart that it is of, with its version, if Helm's usual label says so. */
    static String chart(GenericKubernetesResource workload) {
        return Entry.labels(workload).getOrDefault(CHART, "");
    }

    static List<String> images(GenericKubernetesResource workload) {
        return Entry.mappings(workload, TEMPLATE).stream()
                .map(container -> String.valueOf(container.get("image")))
                .distinct()
                .toList();
    }

    /** The image of a container. */
    static Optional<String> image(GenericKubernetesResource workload, String container) {
        return Entry.mappings(workload, TEMPLATE).stream()
                .filter(each -> container.equals(each.get("name")))
                .findFirst()
                .map(each -> String.valueOf(each.get("image")));
    }

    /** Its tag; empty if it has none. */
    static String version(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        int digest = name.indexOf('@');
        String tagged = digest < 0 ? name : name.substring(0, digest);
        int tag = tagged.indexOf(':');
        return tag < 0 ? "" : tagged.substring(tag + 1);
    }

    static Map<String, Object> entry(GenericKubernetesResource workload) {
        return new Entry()
                .put("namespace", Entry.namespace(workload))
                .put("name", Entry.name(workload))
                .put("chart", chart(workload))
                .put("images", images(workload))
                .map();
    }
}
