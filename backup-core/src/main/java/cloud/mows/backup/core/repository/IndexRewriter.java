package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lists packs in new index files of bounded size. It only adds: the caller removes the old index files after {@link #finish},
 * so that a crash at any moment leaves every pack listed at least once.
 *
 * <p>Safe for many threads. Memory: the entries of one new index file and four bytes for each entry of an old one.
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
        try (Segment segment = repository.indexFiles().open(old)) {
            int[] order = byPack(segment);
            for (int from = 0; from < order.length; ) {
                int ordinal = segment.packOrdinal(order[from]);
                int to = from + 1;
                while (to < order.length && segment.packOrdinal(order[to]) == ordinal) {
                    to++;
                }
                PackId pack = segment.pack(ordinal);
                if (kept.test(pack)) {
                    add(new IndexedPack(pack, blobs(segment, order, from, to)));
                }
                from = to;
            }
        }
    }

    private static int[] byPack(Segment segment) {
        int[] ends = new int[segment.packCount() + 1];
        int count = Math.toIntExact(segment.count());
        for (int i = 0; i < count; i++) {
            ends[segment.packOrdinal(i) + 1]++;
        }
        for (int p = 0; p < segment.packCount(); p++) {
            ends[p + 1] += ends[p];
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[ends[segment.packOrdinal(i)]++] = i;
        }
        return order;
    }

    private static List<PackedBlob> blobs(Segment segment, int[] order, int from, int to) {
        List<PackedBlob> blobs = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            blobs.add(segment.blob(order[i]));
        }
        blobs.sort(Comparator.comparingInt(PackedBlob::offset));
        return blobs;
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
