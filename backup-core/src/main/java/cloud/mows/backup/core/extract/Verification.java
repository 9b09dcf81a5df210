package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.target.ExistingFile;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.tree.Node;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Compares files with what a node says their content is, blob by blob. Safe for many threads. */
final class Verification {
    private final Run run;

    Verification(Run run) {
        this.run = run;
    }

    /** Reads a file that was restored and synced again, from the disk if the system lets us, and tells if it is wrong. */
    boolean passes(FileJob job) {
        Node node = job.node();
        try (ExistingFile file = job.directory().made().openFile(node.name())) {
            file.forgetCached();
            if (file.stat().size() == node.size()
                    && matching(file, node.content()).cardinality()
                            == node.content().size()) {
                run.tally().verified();
                return true;
            }
            run.tally().failed(job.location(), ProblemCode.LOCAL_IO, "reads back other bytes than were written");
        } catch (TargetException e) {
            run.tally().failed(job.location(), e);
        }
        return false;
    }

    /** Which of the blobs are in the file at their places. */
    BitSet matching(ExistingFile file, BlobIds content) throws TargetException {
        BitSet matching = new BitSet(content.size());
        byte[] buffer = new byte[1 << 16];
        long offset = 0;
        try (Coder coder = run.repository().coder()) {
            for (int i = 0; i < content.size(); i++) {
                BlobId id = content.get(i);
                BlobLocation place = run.index().find(BlobType.DATA, id);
                if (place == null) {
                    // Neither its length nor what follows is known.
                    break;
                }
                int length = place.blob().plainLength();
                if (buffer.length < length) {
                    buffer = new byte[length];
                }
                int read = file.readAt(buffer, 0, length, offset);
                if (read == length && coder.id(new ByteSlice(buffer, 0, length)).equals(id)) {
                    matching.set(i);
                }
                offset += length;
            }
        }
        return matching;
    }

    /** The bytes of a blob out of a file that had it a moment ago; null if it has not any more. */
    @Nullable
    ByteSlice read(ExistingFile file, BlobId id, int length, long offset) throws TargetException {
        byte[] bytes = new byte[length];
        if (file.readAt(bytes, 0, length, offset) < length) {
            return null;
        }
        try (Coder coder = run.repository().coder()) {
            return coder.id(ByteSlice.of(bytes)).equals(id) ? ByteSlice.of(bytes) : null;
        }
    }
}
