package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.tree.Node;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Marks everything that some trees need. Anything missing is a problem: then nothing may be deleted. */
final class UsedBlobs implements TreeWalk.Visitor {
    private final BlobTable table;
    private final BlobMarks used;
    private final PruneObserver observer;

    private UsedBlobs(BlobTable table, PruneObserver observer) {
        this.table = table;
        this.used = new BlobMarks(table);
        this.observer = observer;
    }

    static BlobMarks below(Collection<BlobId> roots, Repository repository, BlobTable table, PruneObserver observer) {
        UsedBlobs visitor = new UsedBlobs(table, observer);
        new TreeWalk(repository, table, visitor.used).walk(roots, visitor);
        return visitor.used;
    }

    @Override
    public void node(BlobId tree, Node node) {
        BlobIds content = node.content();
        for (int i = 0; i < content.size(); i++) {
            long place = table.find(BlobType.DATA, content.get(i));
            if (place < 0) {
                throw refusal(
                        "data blob " + content.get(i) + " of '" + node.name() + "' in tree " + tree
                                + " is not in any index",
                        null);
            }
            used.set(place);
        }
    }

    @Override
    public void visited(BlobId tree) {
        observer.advance(1);
    }

    @Override
    public void unreadable(BlobId tree, BackupException why) {
        throw refusal(why.getMessage(), why);
    }

    private static BackupException refusal(String what, @Nullable BackupException cause) {
        return new BackupException(
                ProblemCode.DAMAGED,
                what + "; nothing was deleted",
                "run 'mows-backup check', then 'mows-backup repair index' and, if data is lost, 'mows-backup repair snapshots'",
                cause);
    }
}
