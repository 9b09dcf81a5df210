package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;

/** A blob of which no intact copy was found. */
public record LostBlob(BlobType type, BlobId id) {
    @Override
    public String toString() {
        return type.word() + " blob " + id;
    }
}
