package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.tree.TreeEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites trees without what is missing. A tree that is whole with everything below it is looked at once for all snapshots;
 * a damaged one again for each, so that each snapshot's losses are told.
 */
final class TreeRepair {
    private final Repository repository;
    private final BlobTable table;
    private final BlobMarks whole;
    private final PackWriter writer;
    private final boolean dryRun;

    TreeRepair(Repository repository, BlobTable table, PackWriter writer, boolean dryRun) {
        this.repository = repository;
        this.table = table;
        this.whole = new BlobMarks(table);
        this.writer = writer;
        this.dryRun = dryRun;
    }

    /** @return the repaired root, the same if nothing is missing; null if it cannot be read at all */
    @Nullable
    BlobId root(BlobId tree, Consumer<Loss> losses) {
        BlobId repaired = repair(tree, "", losses);
        if (repaired == null) {
            losses.accept(new Loss("/", Loss.What.EVERYTHING, 0));
        }
        return repaired;
    }

    private @Nullable BlobId repair(BlobId tree, String path, Consumer<Loss> losses) {
        long place = table.find(BlobType.TREE, tree);
        if (place < 0) {
            return null;
        }
        if (whole.get(place)) {
            return tree;
        }
        ByteSlice json = load(tree);
        Map<Integer, Optional<Node>> changes = json == null ? null : changes(json, path, losses);
        if (json == null || changes == null) {
            return null;
        }
        if (changes.isEmpty()) {
            whole.set(place);
            return tree;
        }
        return rewrite(json, changes);
    }

    private @Nullable ByteSlice load(BlobId tree) {
        try {
            return repository.load(BlobType.TREE, tree);
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            return null;
        }
    }

    /** The entries that change, by their number, empty for those that go; null if the tree is malformed. */
    private @Nullable Map<Integer, Optional<Node>> changes(ByteSlice json, String path, Consumer<Loss> losses) {
        Map<Integer, Optional<Node>> changes = new HashMap<>();
        try {
            TreeDecoder decoder = new TreeDecoder(json);
            int number = 0;
            for (Node node; (node = decoder.next()) != null; number++) {
                Node repaired = repair(node, path + "/" + node.name(), losses);
                if (repaired != node) {
                    changes.put(number, Optional.ofNullable(repaired));
                }
            }
            return changes;
        } catch (MalformedTreeException e) {
            return null;
        }
    }

    private @Nullable Node repair(Node node, String path, Consumer<Loss> losses) {
        return switch (node.type()) {
            case FILE -> repairFile(node, path, losses);
            case DIRECTORY -> repairDirectory(node, path, losses);
            case IRREGULAR -> {
                losses.accept(new Loss(path, Loss.What.ENTRY_REMOVED, node.size()));
                yield null;
            }
            case SYMLINK, BLOCK_DEVICE, CHARACTER_DEVICE, FIFO, SOCKET -> node;
        };
    }

    private Node repairFile(Node node, String path, Consumer<Loss> losses) {
        BlobIds content = node.content();
        BlobIds.Builder left = new BlobIds.Builder();
        long size = 0;
        int missing = 0;
        for (int i = 0; i < content.size(); i++) {
            long place = table.find(BlobType.DATA, content.get(i));
            if (place < 0) {
                missing++;
            } else {
                left.add(content.get(i));
                size += table.blob(place).plainLength();
            }
        }
        if (missing > 0) {
            losses.accept(new Loss(path, Loss.What.FILE_CUT, Math.max(0, node.size() - size)));
            return node.withContent(left.build(), size);
        }
        if (size != node.size()) {
            losses.accept(new Loss(path, Loss.What.SIZE_CORRECTED, 0));
            return node.withContent(content, size);
        }
        return node;
    }

    private Node repairDirectory(Node node, String path, Consumer<Loss> losses) {
        BlobId subtree = node.subtree();
        BlobId repaired = subtree == null ? null : repair(subtree, path, losses);
        if (repaired == null) {
            losses.accept(new Loss(path, Loss.What.DIRECTORY_EMPTIED, 0));
            repaired = save(new TreeEncoder());
        }
        return repaired.equals(subtree) ? node : node.withSubtree(repaired);
    }

    private BlobId rewrite(ByteSlice json, Map<Integer, Optional<Node>> changes) {
        try {
            TreeEncoder encoder = new TreeEncoder();
            TreeDecoder decoder = new TreeDecoder(json);
            int number = 0;
            for (Node node; (node = decoder.next()) != null; number++) {
                changes.getOrDefault(number, Optional.of(node)).ifPresent(encoder::add);
            }
            return save(encoder);
        } catch (MalformedTreeException e) {
            throw new IllegalStateException("a tree that was just read is malformed", e);
        }
    }

    private BlobId save(TreeEncoder encoder) {
        try (Coder coder = repository.coder()) {
            ByteSlice json = encoder.finish();
            return dryRun
                    ? coder.id(json)
                    : writer.save(BlobType.TREE, json, coder).id();
        }
    }
}
