package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.IndexedPack;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists packs in new index files of bounded size. It only adds: the caller removes the old index files after {@link #finish},
 * so that a crash at any moment leaves every pack listed at least once.
 *
 * <p>Safe for many threads. Memory: the entries of one new index file, and the JSON of an old one.
 */
public final class IndexRewriter {
    private final Repository repository;
    private final List<IndexId> written = new ArrayList<>();
    private List<IndexedPack> pending = new ArrayList<>();
    private int pendingBlobs;

    public IndexRewriter(Repository repository) {
        this.repository = repository;
    }

    /** Lists a pack, which must be durable. */
    public synchronized void add(IndexedPack pack) {
        if (pack.blobs().isEmpty()) {
            return;
        }
        if (pendingBlobs > 0 && pendingBlobs + pack.blobs().size() > PackWriter.UNINDEXED_BLOBS_MAX) {
            store();
        }
        pending.add(pack);
        pendingBlobs += pack.blobs().size();
    }

    /** Lists what an old index file lists. */
    public void relist(IndexId old, Predicate<PackId> kept) {
        repository.indexFiles().read(old, pack -> {
            if (kept.test(pack.pack())) {
                add(pack);
            }
        });
    }

    private void store() {
        List<IndexedPack> full = pending;
        pending = new ArrayList<>();
        pendingBlobs = 0;
        written.add(repository.saveIndex(full));
    }

    /** Stores what is left; returns all that was written. */
    public synchronized List<IndexId> finish() {
        if (pendingBlobs > 0) {
            store();
        }
        return List.copyOf(written);
    }
}
