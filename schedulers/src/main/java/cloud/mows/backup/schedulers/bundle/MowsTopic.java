package cloud.mows.backup.schedulers.bundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The core of MOWS. */
final class MowsTopic implements Topic {
    private static final String CORE = "mows-core-";

    @Override
    public String fileName() {
        return "mows.yaml";
    }

    @Override
    public String holds() {
        return "the namespaces of MOWS's core, with the programs in them and their charts";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        Map<String, Map<String, String>> core = new TreeMap<>();
        api.forEach("v1", "namespaces", namespace -> {
            if (Entry.name(namespace).startsWith(CORE)) {
                core.put(Entry.name(namespace), Entry.labels(namespace));
            }
        });
        if (core.isEmpty()) {
            return Map.of();
        }
        SavedApps saved = SavedApps.of(api);
        Map<String, List<Object>> programs = new TreeMap<>();
        Workloads.forEach(api, workload -> {
            if (core.containsKey(Entry.namespace(workload))) {
                programs.computeIfAbsent(Entry.namespace(workload), _ -> new ArrayList<>())
                        .add(new Entry()
                                .put("name", Entry.name(workload))
                                .put("chart", Workloads.chart(workload))
                                .put("images", Workloads.images(workload))
                                .map());
            }
        });
        List<Map<String, Object>> namespaces = new ArrayList<>();
        core.forEach((name, labels) -> {
            namespaces.add(new Entry()
                    .put("name", name)
                    .put("labels", labels)
                    .put("programs", programs.getOrDefault(name, List.of()))
                    .put("hasRestorePoint", saved.has(name))
                    .map());
            if (!saved.has(name)) {
                gaps.add(
                        "namespace " + name,
                        "There was no restore point of namespace " + name
                                + ", which is part of MOWS's core, when this was"
                                + " written: see to it that there is one.");
            }
        });
        gaps.add(
                "configuration of the MOWS Manager",
                "The Manager keeps its configuration outside of the cluster: the unseal key and the root token of Vault, the"
                        + " token of k3s, the keys for the machines and for the public address. Keep a copy of it with the"
                        + " recovery kit (GET /api/config of the Manager).");
        gaps.add(
                "variables of MOWS",
                "With which packages the core and the apps were installed, and the variables that were filled into them (such"
                        + " as the domain), is kept in no object of the cluster.");
        return new Entry().put("namespaces", namespaces).map();
    }
}
