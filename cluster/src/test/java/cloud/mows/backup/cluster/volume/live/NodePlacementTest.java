package cloud.mows.backup.cluster.volume.live;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NodePlacementTest {
    private static final List<Node> TWO = List.of(node("n1"), node("n2"));

    @Test
    void aVolumeMaySayWhereItIs() {
        assertThat(NodePlacement.ofItself(Things.localVolume()).map(NodePlacementTest::told))
                .contains("n1");
        assertThat(NodePlacement.ofItself(Things.nfsVolume()).map(NodePlacementTest::told))
                .contains("everywhere");
        assertThat(NodePlacement.ofItself(Things.hostPathVolume())).isEmpty();
    }

    @Test
    void elseItsUseSays() {
        Node unnamed =
                new NodeBuilder().withNewMetadata().withName("n9").endMetadata().build();
        Pod waiting = pod("n1", "album", "Pending");
        waiting.getSpec().setNodeName(null);
        Pod unseen = pod("n2", "album", "Running");
        unseen.setStatus(null);
        assertThat(where(List.of(), List.of(node("n1")))).isEqualTo("n1");
        assertThat(where(List.of(), List.of(unnamed))).isEqualTo("node n9 has no label kubernetes.io/hostname");
        assertThat(where(List.of(pod("n2", "album", "Running"), pod("n1", "other", "Running")), TWO))
                .isEqualTo("n2");
        assertThat(where(List.of(unseen, waiting), TWO)).isEqualTo("n2");
        assertThat(where(
                        List.of(
                                pod("n2", "album", "Running"),
                                pod("n1", "album", "Succeeded"),
                                pod("n1", "album", "Failed")),
                        TWO))
                .isEqualTo("n2");
        assertThat(where(List.of(), TWO)).isEqualTo("no pod uses it, so nobody can say on which node it is");
        assertThat(where(List.of(pod("n1", "album", "Running"), pod("n2", "album", "Running")), TWO))
                .isEqualTo("pods use it on several nodes, each of which has a folder of its own");
        assertThat(where(List.of(pod("n3", "album", "Running")), TWO))
                .isEqualTo("the node it is on does not exist any more");
    }

    private static String where(List<Pod> pods, List<Node> nodes) {
        return told(NodePlacement.ofUse("album", pods, nodes));
    }

    private static String told(NodePlacement where) {
        return switch (where) {
            case NodePlacement.Everywhere() -> "everywhere";
            case NodePlacement.Unknown(String why) -> why;
            case NodePlacement.On(var nodes) ->
                String.join(
                        " ",
                        nodes.getNodeSelectorTerms()
                                .getFirst()
                                .getMatchExpressions()
                                .getFirst()
                                .getValues());
        };
    }

    private static Node node(String name) {
        return new NodeBuilder()
                .withNewMetadata()
                .withName("machine-" + name)
                .withLabels(Map.of("kubernetes.io/hostname", name))
                .endMetadata()
                .build();
    }

    private static Pod pod(String node, String claim, String phase) {
        return new PodBuilder()
                .withNewSpec()
                .withNodeName("machine-" + node)
                .addNewVolume()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .addNewVolume()
                .withName("data")
                .withNewPersistentVolumeClaim(claim, false)
                .endVolume()
                .endSpec()
                .withNewStatus()
                .withPhase(phase)
                .endStatus()
                .build();
    }
}
