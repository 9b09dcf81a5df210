package cloud.mows.backup.core.browse;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.TreesAhead;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import org.jspecify.annotations.Nullable;

/** One tree, entry by entry, with its name in what goes wrong. */
final class TreeEntries {
    private final BlobId id;
    private final TreeDecoder decoder;

    TreeEntries(TreesAhead trees, BlobId id) {
        this.id = id;
        this.decoder = new TreeDecoder(trees.load(id));
    }

    /** The next entry, null after the last. */
    @Nullable
    Node next() {
        try {
            return decoder.next();
        } catch (MalformedTreeException e) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "tree " + id + ": " + e.getMessage(),
                    "run 'mows-backup check', then see 'mows-backup repair snapshots --help'",
                    e);
        }
    }
}
