package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
        SegmentWriter writer = new SegmentWriter();
        writer.addAll(packs);
        return writer.writeTo(folder.resolve("segment"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 15, 16, 17, 18, 1000, 100_000})
    void findsWhatIsThereAndNothingElse(int blobs) throws Exception {
        long seed = 4711 + blobs;
        System.out.println("SegmentPropertyTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<IndexedPack> packs = packs(random, blobs);
        write(packs).close();
        try (Segment segment = Segment.open(folder.resolve("segment"))) {
            assertThat(segment).isNotNull();
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
                if (segment.find(BlobType.DATA, new BlobId(digest(random))) >= 0) {
                    throw new AssertionError("found a random id");
                }
            }
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
        try (BlobIndex index = new BlobIndex(List.of(write(packs)))) {
            assertThat(index.findAll(BlobType.DATA, id))
                    .extracting(place -> place.blob().length())
                    .containsExactlyInAnyOrder(100, 101, 102, 103, 104);
            assertThat(index.findAll(BlobType.TREE, id))
                    .extracting(place -> place.blob().length())
                    .containsExactlyInAnyOrder(200, 201, 202, 203, 204);
        }
    }

    @Test
    void opensNothingThatIsCutOffDamagedOrForeign() throws Exception {
        SplittableRandom random = new SplittableRandom(5);
        Path file = folder.resolve("segment");
        write(packs(random, 30)).close();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += random.nextInt(1, 40)) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(Segment.open(file)).as("%d bytes", length).isNull();
        }
        for (int i = 0; i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            assertThat(Segment.open(file)).as("byte %d", i).isNull();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 48));
        assertThat(Segment.open(file)).isNull();
        byte[] noise = new byte[100_000];
        random.nextBytes(noise);
        Files.write(file, noise);
        assertThat(Segment.open(file)).isNull();
    }
}
