package cloud.mows.backup.core.browse;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.TreesAhead;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares two trees by restic's rules. */
public final class TreeDiff {
    private final TreesAhead trees;
    private final BlobTable table;
    private final BlobMarks before;
    private final BlobMarks after;
    private final BlobMarks common;
    private final boolean metadata;
    private final Listener listener;
    private final Tally added = new Tally();
    private final Tally removed = new Tally();
    private long changedFiles;

    /** Hears of each difference in the order of paths. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param path a directory's without a slash at its end
         * @param modifier {@code +}, {@code -}, {@code M} content, {@code T} type, {@code U} metadata, {@code ?} content
         *     but nothing else: probably a damaged disk
         */
        void changed(BytePath path, boolean isDirectory, String modifier);
    }

    private static final class Tally {
        long files;
        long dirs;
        long others;
        long dataBlobs;
        long treeBlobs;
        long bytes;

        void add(Node node) {
            switch (node.type()) {
                case FILE -> files++;
                case DIRECTORY -> dirs++;
                case SYMLINK, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET, IRREGULAR -> others++;
            }
        }

        void add(PackedBlob blob) {
            switch (blob.type()) {
                case DATA -> dataBlobs++;
                case TREE -> treeBlobs++;
            }
            bytes += blob.plainLength();
        }

        DiffReport.Side side() {
            return new DiffReport.Side(files, dirs, others, dataBlobs, treeBlobs, bytes);
        }
    }

    /**
     * @param metadata whether a difference in nothing but metadata is one
     * @param counted whether blobs are counted: what the trees share has to be read for that
     */
    public TreeDiff(Repository repository, boolean metadata, boolean counted, Listener listener) {
        this.trees = new TreesAhead(repository);
        this.metadata = metadata;
        this.listener = listener;
        // In a table without places nothing is marked, and what is not marked for the first time is not read.
        this.table = new BlobTable(counted ? repository.index().segments() : List.of());
        this.before = new BlobMarks(table);
        this.after = new BlobMarks(table);
        this.common = new BlobMarks(table);
    }

    /** Compares; for one call. */
    public DiffReport run(BlobId oldTree, BlobId newTree) {
        if (oldTree.equals(newTree)) {
            return new DiffReport(0, added.side(), removed.side());
        }
        compare(oldTree, newTree, BytePath.ROOT);
        count();
        return new DiffReport(changedFiles, added.side(), removed.side());
    }

    private void compare(BlobId oldTree, BlobId newTree, BytePath path) {
        mark(before, BlobType.TREE, oldTree);
        mark(after, BlobType.TREE, newTree);
        TreeEntries olds = new TreeEntries(trees, oldTree);
        TreeEntries news = new TreeEntries(trees, newTree);
        Node a = olds.next();
        Node b = news.next();
        while (a != null || b != null) {
            int order = order(a, b);
            Node oldNode = order <= 0 ? a : null;
            Node newNode = order >= 0 ? b : null;
            if (oldNode != null && newNode != null) {
                both(oldNode, newNode, path.resolve(newNode.name()));
            } else if (oldNode != null) {
                one(oldNode, path.resolve(oldNode.name()), "-", before, removed);
            } else if (newNode != null) {
                one(newNode, path.resolve(newNode.name()), "+", after, added);
            }
            a = order <= 0 ? olds.next() : a;
            b = order >= 0 ? news.next() : b;
        }
    }

    private static int order(@Nullable Node a, @Nullable Node b) {
        if (a == null || b == null) {
            return a == null ? 1 : -1;
        }
        return a.name().compareTo(b.name());
    }

    private void both(Node a, Node b, BytePath path) {
        markContent(before, a.content());
        markContent(after, b.content());
        String modifier = a.type() == b.type() ? "" : "T";
        if (a.type() == NodeType.FILE
                && b.type() == NodeType.FILE
                && !a.content().equals(b.content())) {
            changedFiles++;
            modifier += sameMetadata(a, b) ? "M?" : "M";
        } else if (metadata && !sameMetadata(a, b)) {
            modifier += "U";
        }
        if (!modifier.isEmpty()) {
            listener.changed(path, b.type() == NodeType.DIRECTORY, modifier);
        }
        BlobId oldTree = a.subtree();
        BlobId newTree = b.subtree();
        if (oldTree != null && newTree != null) {
            if (oldTree.equals(newTree)) {
                collect(newTree, common);
            } else {
                compare(oldTree, newTree, path);
            }
        } else if (oldTree != null) {
            below(oldTree, path, "-", before, removed);
        } else if (newTree != null) {
            below(newTree, path, "+", after, added);
        }
    }

    private void one(Node node, BytePath path, String modifier, BlobMarks marks, Tally tally) {
        tally.add(node);
        markContent(marks, node.content());
        listener.changed(path, node.type() == NodeType.DIRECTORY, modifier);
        BlobId subtree = node.subtree();
        if (subtree != null) {
            below(subtree, path, modifier, marks, tally);
        }
    }

    private void below(BlobId tree, BytePath path, String modifier, BlobMarks marks, Tally tally) {
        mark(marks, BlobType.TREE, tree);
        new TreeTraversal(trees).walk(tree, path, (parent, at, node) -> {
            tally.add(node);
            markContent(marks, node.content());
            listener.changed(at, node.type() == NodeType.DIRECTORY, modifier);
            BlobId subtree = node.subtree();
            if (subtree != null) {
                mark(marks, BlobType.TREE, subtree);
            }
            return true;
        });
    }

    /** All blobs of a tree that both have; a tree that was seen is not read again. */
    private void collect(BlobId tree, BlobMarks marks) {
        if (!mark(marks, BlobType.TREE, tree)) {
            return;
        }
        new TreeTraversal(trees).walk(tree, BytePath.ROOT, (parent, at, node) -> {
            markContent(marks, node.content());
            BlobId subtree = node.subtree();
            return subtree != null && mark(marks, BlobType.TREE, subtree);
        });
    }

    private static boolean sameMetadata(Node a, Node b) {
        Node withContent = b.withContent(a.content(), b.size());
        BlobId subtree = a.subtree();
        return Objects.equals(a, subtree == null ? withContent : withContent.withSubtree(subtree));
    }

    private void markContent(BlobMarks marks, BlobIds content) {
        for (int i = 0; i < content.size(); i++) {
            mark(marks, BlobType.DATA, content.get(i));
        }
    }

    /** Whether it was not marked before; what no index lists is left out. */
    private boolean mark(BlobMarks marks, BlobType type, BlobId id) {
        long place = table.find(type, id);
        return place >= 0 && marks.set(place);
    }

    private void count() {
        for (long place = 0; place < table.size(); place++) {
            boolean old = before.get(place);
            boolean fresh = after.get(place);
            if (old != fresh && !common.get(place)) {
                (fresh ? added : removed).add(table.blob(place));
            }
        }
    }
}
