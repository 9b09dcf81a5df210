package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.volume.ClaimUsers;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** On which nodes a place is. */
sealed interface NodePlacement {
    /** On all. */
    record Everywhere() implements NodePlacement {}

    /** On these. */
    record On(NodeSelector nodes) implements NodePlacement {}

    /** Nobody can say. */
    record Unknown(String why) implements NodePlacement {}

    String HOST_NAME = "kubernetes.io/hostname";

    /** As the volume says; empty where it says nothing. */
    static Optional<NodePlacement> ofItself(PersistentVolume volume) {
        PersistentVolumeSpec spec = volume.getSpec();
        Optional<NodeSelector> affinity =
                Optional.ofNullable(spec.getNodeAffinity()).map(VolumeNodeAffinity::getRequired);
        if (affinity.isPresent()) {
            return affinity.map(On::new);
        }
        return spec.getNfs() == null ? Optional.empty() : Optional.of(new Everywhere());
    }

    /**
     * As its use tells.
     *
     * @param pods those of the claim's namespace
     */
    static NodePlacement ofUse(String claim, List<Pod> pods, List<Node> nodes) {
        if (nodes.size() == 1) {
            return on(nodes.getFirst());
        }
        Set<String> used = ClaimUsers.of(claim, pods).stream()
                .map(pod -> pod.getSpec().getNodeName())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (used.size() != 1) {
            return new Unknown(
                    used.isEmpty()
                            ? "no pod uses it, so nobody can say on which node it is"
                            : "pods use it on several nodes, each of which has a folder of its own");
        }
        return nodes.stream()
                .filter(node -> used.contains(node.getMetadata().getName()))
                .findFirst()
                .map(NodePlacement::on)
                .orElseGet(() -> new Unknown("the node it is on does not exist any more"));
    }

    private static NodePlacement on(Node node) {
        String hostName = node.getMetadata().getLabels() == null
                ? null
                : node.getMetadata().getLabels().get(HOST_NAME);
        return hostName == null
                ? new Unknown("node " + node.getMetadata().getName() + " has no label " + HOST_NAME)
                : new On(new NodeSelectorBuilder()
                        .addNewNodeSelectorTerm()
                        .addNewMatchExpression()
                        .withKey(HOST_NAME)
                        .withOperator("In")
                        .withValues(hostName)
                        .endMatchExpression()
                        .endNodeSelectorTerm()
                        .build());
    }
}
