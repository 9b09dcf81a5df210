package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;

/** Loads trees. For one thread. */
final class TreeReader {
    private final Repository repository;

    TreeReader(Repository repository) {
        this.repository = repository;
    }

    ByteSlice load(BlobId id) {
        return repository.load(BlobType.TREE, id);
    }
}
