package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What somebody should know before objects are made or replaced: rights that they give, and who may turn them back. */
final class Warnings {
    private static final Set<String> MIGHTY = Set.of("cluster-admin", "admin", "edit");
    private static final Set<String> MIGHTY_VERBS = Set.of("*", "escalate", "bind", "impersonate");

    /** Labels and annotations that a tool puts on what it keeps as it is in Git, and how that is stopped. */
    private static final Map<String, String> GIT = new TreeMap<>(Map.of(
            "kustomize.toolkit.fluxcd.io/name", "Flux (flux suspend kustomization %s)",
            "helm.toolkit.fluxcd.io/name", "Flux (flux suspend helmrelease %s)",
            "argocd.argoproj.io/instance", "Argo CD (turn off automatic sync of application %s)",
            "argocd.argoproj.io/tracking-id", "Argo CD (turn off automatic sync of application %s)"));

    private final Set<String> rights = new TreeSet<>();
    private final Set<String> keepers = new TreeSet<>();

    /** An object that is made or replaced. */
    void add(JsonNode saved) {
        ObjectReference reference = ObjectReference.of(saved);
        switch (reference.groupKind()) {
            case "rbac.authorization.k8s.io/RoleBinding" -> {
                String role = saved.at("/roleRef/name").asText();
                if (saved.at("/roleRef/kind").asText().equals("ClusterRole") && MIGHTY.contains(role)) {
                    rights.add(reference + " gives " + subjects(saved) + " the rights of " + role);
                }
            }
            case "rbac.authorization.k8s.io/Role" -> {
                for (JsonNode rule : saved.path("rules")) {
                    mighty(rule).ifPresent(what -> rights.add(reference + " gives the right to " + what));
                }
            }
            default -> {}
        }
        for (String place : List.of("labels", "annotations")) {
            saved.path("metadata").path(place).properties().forEach(entry -> {
                String tool = GIT.get(entry.getKey());
                if (tool != null) {
                    keepers.add(tool.formatted(entry.getValue().asText().replaceFirst(":.*", ""))
                            + " keeps objects of it as they are in Git, and may turn them back");
                }
            });
        }
    }

    private static String subjects(JsonNode binding) {
        Set<String> subjects = new TreeSet<>();
        binding.path("subjects")
                .forEach(subject -> subjects.add(subject.path("kind").asText() + " "
                        + subject.path("name").asText()));
        return String.join(", ", subjects);
    }

    private static Optional<String> mighty(JsonNode rule) {
        for (JsonNode verb : rule.path("verbs")) {
            if (MIGHTY_VERBS.contains(verb.asText())) {
                for (JsonNode resource : rule.path("resources")) {
                    String what = resource.asText();
                    if (!verb.asText().equals("*") || what.equals("*") || what.equals("secrets")) {
                        return Optional.of((verb.asText().equals("*") ? "do everything with " : verb.asText() + " ")
                                + (what.equals("*") ? "everything" : what));
                    }
                }
            }
        }
        return Optional.empty();
    }

    List<String> all() {
        return Stream.concat(rights.stream(), keepers.stream()).toList();
    }
}
