package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.crds.meta.ApiGroup;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What nobody needs back, because the cluster makes it again. */
final class Excuses {
    private static final String BY = "MOWS Backup";

    private static final Set<String> MEASUREMENTS =
            Set.of("metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io");

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("events", "tells what has happened, and new ones are written"),
            Map.entry("events.events.k8s.io", "tells what has happened, and new ones are written"),
            Map.entry("leases.coordination.k8s.io", "says which program is at work now"),
            Map.entry("ciliumendpoints.cilium.io", "Cilium makes it again for each pod"),
            Map.entry("ciliumidentities.cilium.io", "Cilium makes it again from the labels of pods"),
            Map.entry("ciliumnodes.cilium.io", "Cilium makes it again for each node"),
            Map.entry("csistoragecapacities.storage.k8s.io", "storage drivers tell it again"),
            Map.entry("csinodes.storage.k8s.io", "storage drivers tell it again for each node"),
            Map.entry("volumeattachments.storage.k8s.io", "says where volumes are in use now"),
            Map.entry("componentstatuses", "is measured anew"),
            Map.entry("backups." + ApiGroup.NAME, "is a run that has been, and no wish"),
            Map.entry("restores." + ApiGroup.NAME, "is a run that has been, and no wish"),
            Map.entry("restorepoints." + ApiGroup.NAME, "mirrors what the repositories hold"));

    /** What controllers make for an owner that is saved. */
    private static final Set<String> MADE_FOR_OWNERS =
            Set.of("pods", "replicasets.apps", "controllerrevisions.apps", "jobs.batch");

    private static final String SLICE_MANAGER = "endpointslice.kubernetes.io/managed-by";
    private static final Set<String> SLICE_CONTROLLERS =
            Set.of("endpointslice-controller.k8s.io", "endpointslicemirroring-controller.k8s.io");
    private static final String ENDPOINTS_MANAGER = "endpoints.kubernetes.io/managed-by";
    private static final String ENDPOINTS_CHANGED = "endpoints.kubernetes.io/last-change-trigger-time";

    private Excuses() {}

    /** For everything in an API group, which then need not answer. */
    static Optional<Excuse> ofGroup(String group) {
        return MEASUREMENTS.contains(group) ? excuse("is measured anew") : Optional.empty();
    }

    /** For all objects of a kind. */
    static Optional<Excuse> of(ObjectKind kind) {
        return Optional.ofNullable(KINDS.get(kind.fullName())).flatMap(Excuses::excuse);
    }

    /** For one object. */
    static Optional<Excuse> of(ObjectKind kind, GenericKubernetesResource object) {
        if (OwnVolumes.isOurs(object)) {
            return excuse("was made for a backup and goes with it");
        }
        return switch (kind.fullName()) {
            case "configmaps" ->
                object.getMetadata().getName().equals("kube-root-ca.crt")
                        ? excuse("every cluster puts its own there")
                        : Optional.empty();
            case "endpoints" ->
                labels(object).containsKey(ENDPOINTS_MANAGER)
                                || annotations(object).containsKey(ENDPOINTS_CHANGED)
                        ? excuse("follows from a Service and its pods")
                        : Optional.empty();
            case "endpointslices.discovery.k8s.io" ->
                SLICE_CONTROLLERS.contains(labels(object).getOrDefault(SLICE_MANAGER, ""))
                        ? excuse("follows from a Service and its pods")
                        : Optional.empty();
            default -> MADE_FOR_OWNERS.contains(kind.fullName()) ? madeFor(object) : Optional.empty();
        };
    }

    private static Optional<Excuse> madeFor(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getOwnerReferences(), List.<OwnerReference>of()).stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .flatMap(owner -> excuse("is made again by " + owner.getKind() + " " + owner.getName()));
    }

    private static Optional<Excuse> excuse(String reason) {
        return Optional.of(new Excuse(BY, reason));
    }

    private static Map<String, String> labels(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.of());
    }

    private static Map<String, String> annotations(GenericKubernetesResource object) {
        return Objects.requireNonNullElse(object.getMetadata().getAnnotations(), Map.of());
    }
}
