package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentPropertyTest {
    @TempDir
    Path folder;

    static Digest digest(SplittableRandom random) {
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** Packs of 1 to 50 blobs, with {@code blobs} blobs in all. */
    static List<IndexedPack> packs(SplittableRandom random, int blobs) {
        List<IndexedPack> packs = new ArrayList<>();
        int left = blobs;
        while (left > 0) {
            List<PackedBlob> list = new ArrayList<>();
            int offset = 0;
            for (int n = Math.min(left, random.nextInt(1, 51)); n > 0; n--, left--) {
                int length = random.nextInt(32, 4000);
                BlobType type = random.nextBoolean() ? BlobType.DATA : BlobType.TREE;
                int uncompressed = random.nextBoolean() ? 0 : random.nextInt(1, 1 << 30);
                list.add(new PackedBlob(type, new BlobId(digest(random)), offset, length, uncompressed));
                offset += length;
            }
            packs.add(new IndexedPack(new PackId(digest(random)), list));
        }
        return packs;
    }

    private Segment write(List<IndexedPack> packs) throws Exception {
        return Segments.write(folder, 1, packs);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 15, 16, 17, 18, 1000, 100_000})
    void findsWhatIsThereAndNothingElse(int blobs) throws Exception {
        long seed = 4711 + blobs;
        System.out.println("SegmentPropertyTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<IndexedPack> packs = packs(random, blobs);
        Segment written = write(packs);
        written.close();
        int passed = 0;
        try (Segment segment = Segment.open(written.path())) {
            assertThat(segment.sources()).containsExactly(Segments.source(1));
            assertThat(segment.count()).isEqualTo(blobs);
            assertThat(segment.packCount()).isEqualTo(packs.size());
            for (IndexedPack pack : packs) {
                for (PackedBlob blob : pack.blobs()) {
                    long at = segment.find(blob.type(), blob.id());
                    // Plain conditions: AssertJ 200,000 times takes its time.
                    if (at < 0 || !segment.location(at).equals(new BlobLocation(pack.pack(), blob))) {
                        throw new AssertionError("not found: " + blob + " at " + at);
                    }
                    BlobType other = blob.type() == BlobType.DATA ? BlobType.TREE : BlobType.DATA;
                    if (segment.find(other, blob.id()) >= 0) {
                        throw new AssertionError("found as " + other + ": " + blob);
                    }
                    Digest d = blob.id().digest();
                    for (Digest near : new Digest[] {
                        new Digest(d.w0(), d.w1(), d.w2(), d.w3() + 1), new Digest(d.w0() - 1, d.w1(), d.w2(), d.w3())
                    }) {
                        if (segment.find(blob.type(), new BlobId(near)) >= 0) {
                            throw new AssertionError("found a neighbour of " + blob);
                        }
                    }
                }
            }
            for (int i = 0; i < 20_000; i++) {
                Digest absent = digest(random);
                if (segment.find(BlobType.DATA, new BlobId(absent)) >= 0) {
                    throw new AssertionError("found a random id");
                }
                passed += segment.mayContain(absent) ? 1 : 0;
            }
            assertThat(passed).as("absent ids that the filter let through").isLessThan(blobs < 1000 ? 20_000 : 800);
            for (Digest edge : new Digest[] {
                new Digest(0, 0, 0, 0), new Digest(-1, -1, -1, -1), new Digest(Long.MIN_VALUE, 0, 0, 0)
            }) {
                assertThat(segment.find(BlobType.DATA, new BlobId(edge))).isEqualTo(-1);
            }
            Digest last = new Digest(0, 0, 0, 0);
            for (long at = 0; at < segment.count(); at++) {
                Digest id = segment.idAt(at);
                if (last.compareTo(id) > 0) {
                    throw new AssertionError("out of order at " + at);
                }
                last = id;
            }
        }
    }

    @Test
    void findsIdsThatAreNotUniform() throws Exception {
        List<PackedBlob> blobs = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            // All in the first and the last bucket.
            blobs.add(new PackedBlob(
                    BlobType.DATA, new BlobId(new Digest(i % 2 == 0 ? 0 : -1, 0, 0, i)), i * 32, 32, 0));
        }
        try (Segment segment = write(List.of(new IndexedPack(new PackId(new Digest(1, 1, 1, 1)), blobs)))) {
            for (PackedBlob blob : blobs) {
                assertThat(segment.blob(segment.find(BlobType.DATA, blob.id()))).isEqualTo(blob);
            }
            assertThat(segment.find(BlobType.DATA, new BlobId(new Digest(5, 0, 0, 0))))
                    .isEqualTo(-1);
        }
    }

    @Test
    void tellsBothTypesOfOneIdApartAndKeepsEveryCopy() throws Exception {
        BlobId id = new BlobId(new Digest(3, 3, 3, 3));
        List<IndexedPack> packs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            packs.add(new IndexedPack(
                    new PackId(new Digest(i, 0, 0, 0)),
                    List.of(
                            new PackedBlob(BlobType.DATA, id, 0, 100 + i, 0),
                            new PackedBlob(BlobType.TREE, id, 100 + i, 200 + i, 77))));
        }
        try (BlobIndex index = Segments.index(folder, List.of(write(packs)))) {
            assertThat(index.findAll(BlobType.DATA, id))
                    .extracting(place -> place.blob().length())
                    .containsExactlyInAnyOrder(100, 101, 102, 103, 104);
            assertThat(index.findAll(BlobType.TREE, id))
                    .extracting(place -> place.blob().length())
                    .containsExactlyInAnyOrder(200, 201, 202, 203, 204);
        }
    }

    @Test
    void whatIsCutOffDamagedOrForeignIsNoticed() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        Segment written = write(packs(random, 200));
        written.close();
        Path file = written.path();
        byte[] whole = Files.readAllBytes(file);
        assertThat(whole.length).isGreaterThan(3 * PagedFile.PAGE_BYTES);
        for (int length = 0; length < whole.length; length += random.nextInt(1, 400)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertDamaged(file, length + " bytes");
        }
        Files.write(file, whole);
        // In place: most file systems wait for the disk when a file is cut to nothing and written anew.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < whole.length; i++) {
                channel.write(ByteBuffer.wrap(new byte[] {(byte) (whole[i] ^ 1 << random.nextInt(8))}), i);
                assertDamaged(file, "byte " + i);
                channel.write(ByteBuffer.wrap(whole, i, 1), i);
            }
        }
        int pages = whole.length / PagedFile.PAGE_BYTES;
        for (int p = 0; p + 1 < pages; p++) {
            byte[] damaged = whole.clone();
            System.arraycopy(whole, p * 4096, damaged, (p + 1) * 4096, 4096);
            Files.write(file, damaged);
            assertDamaged(file, "page " + p + " in the place of the next");
            Arrays.fill(damaged, (p + 1) * 4096, (p + 2) * 4096, (byte) 0);
            Files.write(file, damaged);
            assertDamaged(file, "page " + (p + 1) + " not written");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + PagedFile.PAGE_BYTES));
        assertDamaged(file, "a page more");
        byte[] noise = new byte[1 << 17];
        random.nextBytes(noise);
        Files.write(file, noise);
        assertDamaged(file, "noise");
        Files.write(file, whole);
        try (Segment segment = Segment.open(file)) {
            segment.verify();
        }
    }

    private static void assertDamaged(Path file, String how) throws Exception {
        try (Segment segment = Segment.open(file)) {
            segment.verify();
        } catch (DamagedSegmentException e) {
            assertThat(e.file()).isEqualTo(file);
            return;
        }
        throw new AssertionError("not noticed: " + how);
    }

    @Test
    void aMergeHasWhatItsPartsHaveWithoutWhatIsGone() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            IndexFolder place = new IndexFolder(folder.resolve("merge" + round));
            List<List<IndexedPack>> files = new ArrayList<>();
            for (int f = random.nextInt(1, 10); f > 0; f--) {
                files.add(packs(random, random.nextInt(0, 400)));
            }
            List<Segment> parts = new ArrayList<>();
            Set<Integer> covered = new HashSet<>();
            for (int p = random.nextInt(1, 7); p > 0; p--) {
                // Parts may overlap, as after merges of two processes.
                SegmentWriter writer = new SegmentWriter();
                for (int f = 0; f < files.size(); f++) {
                    if (random.nextInt(3) == 0) {
                        writer.add(Segments.source(f), files.get(f));
                        covered.add(f);
                    }
                }
                parts.add(place.write(writer));
            }
            Set<IndexId> live = new HashSet<>();
            List<List<Object>> expected = new ArrayList<>();
            for (int f : covered) {
                if (random.nextInt(3) > 0) {
                    live.add(Segments.source(f));
                    for (IndexedPack pack : files.get(f)) {
                        pack.blobs().forEach(blob -> expected.add(List.of(pack.pack(), blob)));
                    }
                }
            }

            try (Segment merged = place.merge(parts, live::contains, () -> false)) {
                merged.verify();
                assertThat(merged.sources()).containsExactlyElementsOf(new TreeSet<>(live));
                List<List<Object>> found = new ArrayList<>();
                for (long at = 0; at < merged.count(); at++) {
                    BlobLocation location = merged.location(at);
                    found.add(List.of(location.pack(), location.blob()));
                    assertThat(merged.find(
                                    location.blob().type(), location.blob().id()))
                            .isNotNegative();
                }
                assertThat(found).hasSameElementsAs(expected).hasSameSizeAs(expected);
            }
            parts.forEach(Segment::close);
        }
    }

    @Test
    void isMadeOfItsSourcesAlone() throws Exception {
        SplittableRandom random = new SplittableRandom(9);
        List<List<IndexedPack>> files = new ArrayList<>();
        for (int f = 0; f < 5; f++) {
            files.add(packs(random, 300));
        }
        List<byte[]> made = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Path place = folder.resolve("round" + round);
            List<Segment> parts = new ArrayList<>();
            for (int f = 0; f < 5; f++) {
                parts.add(Segments.write(place, f, files.get(f)));
            }
            Segment merged = new IndexFolder(place).merge(parts, source -> true, () -> false);
            made.add(Files.readAllBytes(merged.path()));
            merged.close();
            parts.forEach(Segment::close);
        }
        assertThat(made.get(0)).isEqualTo(made.get(1));
    }

    @Test
    void aCancelledMergeLeavesNothing() throws Exception {
        SplittableRandom random = new SplittableRandom(10);
        Path place = folder.resolve("cancelled");
        List<Segment> parts = List.of(
                Segments.write(place, 1, packs(random, 140_000)), Segments.write(place, 2, packs(random, 140_000)));
        assertThatThrownBy(() -> new IndexFolder(place).merge(parts, source -> true, () -> true))
                .isInstanceOf(CancellationException.class);
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).hasSize(2);
        }
        parts.forEach(Segment::verify);
        parts.forEach(Segment::close);
    }
}
