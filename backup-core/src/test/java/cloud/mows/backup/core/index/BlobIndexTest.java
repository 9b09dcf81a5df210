package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BlobIndexTest {
    @TempDir
    Path folder;

    private BlobIndex index;

    @BeforeEach
    void open() throws Exception {
        index = Segments.index(folder, List.of());
    }

    @AfterEach
    void close() {
        index.close();
    }

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
        return Segments.write(folder, pack.pack().digest().w0(), List.of(pack));
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
    }

    @Test
    void tellsPacksThatAreNotListed() throws Exception {
        List<IndexedPack> packs = List.of(pack(1, id(1)), pack(2, id(2)), pack(3, id(3)));
        index.settle(packs.subList(0, 1), segment(packs.get(0)));
        index.settle(packs.subList(1, 2), segment(packs.get(1)));

        assertThat(index.unlisted(Set.of())).isEmpty();
        assertThat(index.unlisted(Set.of(packs.get(0).pack(), packs.get(2).pack())))
                .containsExactly(packs.get(2).pack());
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
    }

    @Test
    @Timeout(60)
    void segmentsAreMergedWhileTheyAreAsked() throws Exception {
        List<IndexedPack> packs = new ArrayList<>();
        int files = 60;
        AtomicInteger settled = new AtomicInteger();
        for (int f = 0; f < files; f++) {
            packs.add(pack(f, id(2 * f), id(2 * f + 1)));
        }
        List<Segment> handedOut = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
            List<Future<Void>> asking = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                asking.add(executor.submit(() -> {
                    while (settled.get() < files) {
                        int known = 2 * settled.get();
                        for (int i = 0; i < 2 * files; i++) {
                            boolean has = index.find(BlobType.DATA, id(i)) != null;
                            if (!has && i < known) {
                                throw new AssertionError("lost " + i);
                            }
                            if (Thread.interrupted()) {
                                throw new AssertionError("interrupted by an unmapping");
                            }
                        }
                    }
                    return null;
                }));
            }
            for (IndexedPack pack : packs) {
                index.settle(List.of(pack), segment(pack));
                if (settled.incrementAndGet() == 5) {
                    handedOut.addAll(index.segments());
                }
            }
            for (Future<Void> future : asking) {
                future.get(50, TimeUnit.SECONDS);
            }
        }
        handedOut.forEach(segment -> assertThat(segment.blob(0)).isNotNull());
        // Waits until all is merged that was due, and removed behind its replacement.
        index.close();
        List<Segment> left = new IndexFolder(folder).openAll();
        assertThat(left).hasSizeLessThanOrEqualTo(MergePolicy.TIER_MAX);
        // A segment that was replaced and is still there would count twice.
        assertThat(left.stream().mapToLong(Segment::count).sum()).isEqualTo(2 * files);
        left.forEach(Segment::close);
    }

    @Test
    void aSegmentThatIsDamagedInUseIsMadeAgain() throws Exception {
        for (int page = 1; page < 6; page++) {
            Path place = folder.resolve("page" + page);
            List<IndexedPack> packs = SegmentPropertyTest.packs(new SplittableRandom(page), 60);
            Segment segment = Segments.write(place, 1, packs);
            segment.close();
            List<Integer> reloads = new ArrayList<>();
            SegmentReload reload = (damage, sources) -> {
                reloads.add(1);
                assertThat(damage.file()).isEqualTo(segment.path());
                assertThat(sources).containsExactly(Segments.source(1));
                try {
                    return List.of(Segments.write(place, 1, packs));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
            try (BlobIndex damaged =
                    new BlobIndex(List.of(Segment.open(segment.path())), new IndexFolder(place), reload)) {
                flip(segment.path(), page * PagedFile.PAGE_BYTES + 17);
                // The sources were read when it was opened.
                for (IndexedPack pack : packs) {
                    for (PackedBlob blob : pack.blobs()) {
                        assertThat(damaged.find(blob.type(), blob.id())).isEqualTo(new BlobLocation(pack.pack(), blob));
                    }
                }
                assertThat(damaged.segments()).hasSize(1);
                assertThat(reloads).as("page %d", page).hasSize(page == 1 ? 0 : 1);
            }
        }
    }

    /** In place, as a disk does. */
    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) (bytes[at] ^ 4)}), at);
        }
    }
}
