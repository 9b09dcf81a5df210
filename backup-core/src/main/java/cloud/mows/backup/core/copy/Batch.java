package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Some snapshots that are copied together, and the places in the source of what the target lacks for them. */
final class Batch implements TreeWalk.Visitor {
    final List<SavedSnapshot> snapshots = new ArrayList<>();
    final BlobMarks data;
    final BlobMarks trees;

    private final BlobTable table;
    private final BlobIndex target;
    private final LongAdder bytes = new LongAdder();

    Batch(BlobTable table, BlobIndex target) {
        this.table = table;
        this.target = target;
        this.data = new BlobMarks(table);
        this.trees = new BlobMarks(table);
    }

    /** As the source stores them. */
    long bytes() {
        return bytes.sum();
    }

    long blobs() {
        return data.count() + trees.count();
    }

    @Override
    public void node(BlobId tree, Node node) {
        BlobIds content = node.content();
        for (int i = 0; i < content.size(); i++) {
            BlobId id = content.get(i);
            long place = table.find(BlobType.DATA, id);
            if (place < 0) {
                throw refusal(
                        "data blob " + id + " of '" + node.name() + "' in tree " + tree + " is not in any index", null);
            }
            want(BlobType.DATA, id, place, data);
        }
    }

    @Override
    public void visited(BlobId tree) {
        want(BlobType.TREE, tree, table.find(BlobType.TREE, tree), trees);
    }

    private void want(BlobType type, BlobId id, long place, BlobMarks marks) {
        if (!target.has(type, id) && marks.set(place)) {
            bytes.add(table.blob(place).length());
        }
    }

    @Override
    public void unreadable(BlobId tree, BackupException why) {
        throw refusal(why.getMessage(), why);
    }

    private static BackupException refusal(String what, @Nullable BackupException cause) {
        return new BackupException(
                ProblemCode.DAMAGED,
                "the source is incomplete: " + what,
                "run 'mows-backup check' on the source; 'mows-backup repair snapshots' makes what is left copyable",
                cause);
    }
}
