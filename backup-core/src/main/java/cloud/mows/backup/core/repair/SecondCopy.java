package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import org.jspecify.annotations.Nullable;

/** Another repository that may have what this one lost; its own damage is no problem of ours. */
final class SecondCopy {
    private final @Nullable Repository from;

    SecondCopy(@Nullable Repository from) {
        this.from = from;
    }

    /** The blob's plaintext, verified, or null if it cannot be had there. */
    @Nullable
    ByteSlice load(BlobType type, BlobId id) {
        if (from == null) {
            return null;
        }
        try {
            return from.load(type, id);
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED && e.problem().code() != ProblemCode.NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }
}
