package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Versions of Kubernetes, and of the programs that a cluster has beside its apps. */
final class VersionsTopic implements Topic {
    /** By the container that only they have. */
    private static final Map<String, String> KNOWN = new TreeMap<>(Map.of(
            "cilium-agent", "Cilium",
            "coredns", "CoreDNS",
            "longhorn-manager", "Longhorn",
            "snapshot-controller", "CSI snapshot controller",
            "traefik", "Traefik",
            "vault", "Vault"));

    @Override
    public String fileName() {
        return "versions.yaml";
    }

    @Override
    public String holds() {
        return "the versions of Kubernetes and of the programs that a cluster has beside its apps";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        String version = api.version();
        List<Map<String, Object>> programs = new ArrayList<>();
        List<Map<String, Object>> system = new ArrayList<>();
        Workloads.forEach(api, workload -> {
            KNOWN.forEach((container, program) -> Workloads.image(workload, container)
                    .ifPresent(image -> programs.add(program(program, image, workload))));
            if (Entry.namespace(workload).startsWith("kube-")) {
                system.add(Workloads.entry(workload));
            }
        });
        programs.sort(Comparator.comparing(Objects::toString));
        return new Entry()
                .put(
                        "kubernetes",
                        new Entry()
                                .put("version", version)
                                .put("distribution", Distribution.of(version).orElse(""))
                                .map())
                .put("programs", programs)
                .put("system", system)
                .map();
    }

    private static Map<String, Object> program(String name, String image, GenericKubernetesResource workload) {
        return new Entry()
                .put("name", name)
                .put("version", Workloads.version(image))
                .put("image", image)
                .put("namespace", Entry.namespace(workload))
                .put("chart", Workloads.chart(workload))
                .map();
    }
}
