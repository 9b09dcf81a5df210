package cloud.mows.backup.core.browse;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.TreesAhead;
import cloud.mows.backup.core.tree.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/** Goes through a tree and all below it, depth first, in the order of names. Memory: one tree of each level. */
public final class TreeTraversal {
    private final TreesAhead trees;

    public TreeTraversal(Repository repository) {
        this(new TreesAhead(repository));
    }

    TreeTraversal(TreesAhead trees) {
        this.trees = trees;
    }

    /** What is found. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * An entry; answers whether to go into it, if it is a directory.
         *
         * @param tree that it is an entry of
         */
        boolean enter(BlobId tree, BytePath path, Node node);
    }

    private record Level(BlobId tree, BytePath path, TreeEntries entries) {}

    /** @param path of the tree itself */
    public void walk(BlobId tree, BytePath path, Visitor visitor) {
        Deque<Level> levels = new ArrayDeque<>();
        levels.push(new Level(tree, path, new TreeEntries(trees, tree)));
        while (!levels.isEmpty()) {
            Level level = levels.element();
            Node node = level.entries().next();
            if (node == null) {
                levels.pop();
                continue;
            }
            BytePath at = level.path().resolve(node.name());
            BlobId subtree = node.subtree();
            if (visitor.enter(level.tree(), at, node) && subtree != null) {
                levels.push(new Level(subtree, at, new TreeEntries(trees, subtree)));
            }
        }
    }
}
