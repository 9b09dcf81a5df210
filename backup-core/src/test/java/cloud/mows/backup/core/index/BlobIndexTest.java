package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BlobIndexTest {
    private final BlobIndex index = new BlobIndex(List.of());

    @TempDir
    Path folder;

    private static BlobId id(int n) {
        return new BlobId(new Digest(n * 0x9E3779B97F4A7C15L, n, 0, 0));
    }

    private static IndexedPack pack(int number, BlobId... ids) {
        List<PackedBlob> blobs = new ArrayList<>();
        for (int i = 0; i < ids.length; i++) {
            blobs.add(new PackedBlob(BlobType.DATA, ids[i], i * 40, 40, 0));
        }
        return new IndexedPack(new PackId(new Digest(number, 0, 0, 0)), blobs);
    }

    private Segment segment(IndexedPack pack) throws Exception {
        SegmentWriter writer = new SegmentWriter();
        writer.add(pack);
        return writer.writeTo(folder.resolve(pack.pack().hex()));
    }

    @Test
    void aBlobIsClaimedThenPlacedThenSettled() throws Exception {
        IndexedPack pack = pack(1, id(1));
        assertThat(index.has(BlobType.DATA, id(1))).isFalse();

        assertThat(index.claim(BlobType.DATA, id(1))).isTrue();
        assertThat(index.claim(BlobType.DATA, id(1))).isFalse();
        assertThat(index.claim(BlobType.TREE, id(1))).as("another blob").isTrue();
        assertThat(index.has(BlobType.DATA, id(1))).isTrue();
        assertThat(index.find(BlobType.DATA, id(1))).as("not stored yet").isNull();
        assertThat(index.findAll(BlobType.DATA, id(1))).isEmpty();

        index.place(pack);
        BlobLocation place = new BlobLocation(pack.pack(), pack.blobs().getFirst());
        assertThat(index.find(BlobType.DATA, id(1))).isEqualTo(place);
        assertThat(index.findAll(BlobType.DATA, id(1))).containsExactly(place);

        index.settle(List.of(pack), segment(pack));
        assertThat(index.find(BlobType.DATA, id(1))).isEqualTo(place);
        assertThat(index.findAll(BlobType.DATA, id(1))).containsExactly(place);
        assertThat(index.claim(BlobType.DATA, id(1))).isFalse();
        index.close();
    }

    @Test
    void forgetsWhatWasNotSettled() throws Exception {
        IndexedPack settled = pack(1, id(1));
        index.claim(BlobType.DATA, id(1));
        index.place(settled);
        index.settle(List.of(settled), segment(settled));
        index.claim(BlobType.DATA, id(2));
        index.claim(BlobType.DATA, id(3));
        index.place(pack(2, id(3)));

        index.forgetUnsettled();

        assertThat(index.has(BlobType.DATA, id(1))).isTrue();
        assertThat(index.has(BlobType.DATA, id(2))).isFalse();
        assertThat(index.has(BlobType.DATA, id(3))).isFalse();
        index.close();
    }

    @Test
    @Timeout(60)
    void ofManyThreadsOneClaims() throws Exception {
        int ids = 2000;
        int threads = 8;
        AtomicInteger claims = new AtomicInteger();
        AtomicInteger packs = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Void>> work = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                Callable<Void> task = () -> {
                    for (int i = 0; i < ids; i++) {
                        if (index.claim(BlobType.DATA, id(i))) {
                            claims.incrementAndGet();
                            IndexedPack pack = pack(packs.incrementAndGet(), id(i));
                            index.place(pack);
                            if (i % 50 == 0) {
                                index.settle(List.of(pack), segment(pack));
                            }
                        }
                        if (!index.has(BlobType.DATA, id(i))) {
                            throw new AssertionError("there is a moment at which " + i + " is not known");
                        }
                    }
                    return null;
                };
                work.add(executor.submit(task));
            }
            for (Future<Void> future : work) {
                future.get(50, TimeUnit.SECONDS);
            }
        }
        // A blob settled between the two looks of a claim is written twice, which costs room and nothing else.
        assertThat(claims.get()).isBetween(ids, ids + ids / 50 * threads);
        for (int i = 0; i < ids; i++) {
            assertThat(index.find(BlobType.DATA, id(i))).isNotNull();
        }
        index.close();
    }
}
