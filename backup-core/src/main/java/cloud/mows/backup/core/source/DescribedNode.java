package cloud.mows.backup.core.source;

import cloud.mows.backup.core.tree.Node;
import java.util.List;

/**
 * A node and what could not be learned about it.
 *
 * @param warnings for people, each about one attribute that is missing in the node
 */
public record DescribedNode(Node node, List<String> warnings) {
    public DescribedNode {
        warnings = List.copyOf(warnings);
    }
}
