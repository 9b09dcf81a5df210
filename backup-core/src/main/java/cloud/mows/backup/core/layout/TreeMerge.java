package cloud.mows.backup.core.layout;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes one tree of several that have no file in common. Only the directories that more than one has are read and written; what is
 * below them is taken as it is.
 */
final class TreeMerge {
    private final Repository repository;
    private final PackWriter writer;
    private final Set<BytePath> without;

    /** @param without files that the result does not have; their directories are read and written too */
    TreeMerge(Repository repository, PackWriter writer, Set<BytePath> without) {
        this.repository = repository;
        this.writer = writer;
        this.without = Set.copyOf(without);
    }

    /** @throws BackupException DAMAGED if a tree cannot be read, USAGE if two have the same file */
    BlobId merge(List<BlobId> trees) {
        return merge(trees, BytePath.ROOT);
    }

    private BlobId merge(List<BlobId> trees, BytePath at) {
        Map<ByteString, List<Node>> byName = new TreeMap<>();
        for (BlobId tree : trees) {
            nodes(tree)
                    .forEach(node -> byName.computeIfAbsent(node.name(), _ -> new ArrayList<>())
                            .add(node));
        }
        TreeEncoder encoder = new TreeEncoder();
        byName.forEach((name, nodes) -> {
            BytePath path = at.resolve(name);
            if (!without.contains(path)) {
                encoder.add(merged(nodes, path));
            }
        });
        try (Coder coder = repository.coder()) {
            return writer.save(BlobType.TREE, encoder.finish(), coder).id();
        }
    }

    private Node merged(List<Node> nodes, BytePath path) {
        Node first = nodes.getFirst();
        if (nodes.size() == 1
                && without.stream().noneMatch(left -> left.parent().equals(path))) {
            return first;
        }
        List<BlobId> trees = new ArrayList<>();
        for (Node node : nodes) {
            BlobId subtree = node.subtree();
            if (node.type() != NodeType.DIRECTORY || subtree == null) {
                if (nodes.size() == 1) {
                    return first;
                }
                throw new BackupException(ProblemCode.USAGE, "two parts of a backup have " + path, "");
            }
            trees.add(subtree);
        }
        return first.withSubtree(merge(trees, path));
    }

    private List<Node> nodes(BlobId tree) {
        ByteSlice json = repository.load(BlobType.TREE, tree);
        List<Node> nodes = new ArrayList<>();
        try {
            TreeDecoder decoder = new TreeDecoder(json);
            for (Node node; (node = decoder.next()) != null; ) {
                nodes.add(node);
            }
            return nodes;
        } catch (MalformedTreeException e) {
            throw new BackupException(ProblemCode.DAMAGED, "tree " + tree + ": " + e.getMessage(), "", e);
        }
    }
}
