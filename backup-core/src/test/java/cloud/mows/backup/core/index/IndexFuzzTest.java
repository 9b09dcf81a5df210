package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Mutation;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes of strangers are an index or malformed: nothing else is thrown. With JAZZER_FUZZ=1 it searches. */
class IndexFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyBytesAreAnIndexOrMalformed(byte[] bytes) {
        check(bytes);
    }

    @Test
    void mutatedIndexesAreIndexesOrMalformed() {
        long seed = 20260102;
        System.out.println("IndexFuzzTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] good = IndexCodec.encode(SegmentPropertyTest.packs(random, 12)).toArray();
        for (int i = 0; i < 30_000; i++) {
            check(Mutation.of(good, random));
        }
    }

    private static void check(byte[] bytes) {
        List<IndexedPack> packs = new ArrayList<>();
        try {
            IndexCodec.decode(ByteSlice.of(bytes), new IndexCodec.Sink() {
                @Override
                public void supersedes(IndexId id) {}

                @Override
                public void pack(IndexedPack pack) {
                    packs.add(pack);
                }
            });
        } catch (MalformedIndexException expected) {
            return;
        }
        // What was taken for an index is written and found again.
        try {
            SegmentWriter writer = new SegmentWriter();
            writer.addJson(Segments.source(1), IndexCodec.encode(packs));
        } catch (MalformedIndexException e) {
            throw new AssertionError("what we wrote we cannot read", e);
        }
    }

    @Test
    void mutatedSegmentsAreNoticed(@TempDir Path folder) throws Exception {
        long seed = 20260103;
        System.out.println("IndexFuzzTest segments seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Segment written = Segments.write(folder, 1, SegmentPropertyTest.packs(random, 40));
        written.close();
        Path file = written.path();
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = Mutation.of(good, random);
            Files.write(file, bytes);
            try (Segment segment = Segment.open(file)) {
                segment.verify();
                assertThat(bytes).as("a change that changes nothing").isEqualTo(good);
                PackedBlob first = segment.blob(0);
                assertThat(segment.find(first.type(), first.id())).isGreaterThanOrEqualTo(0);
                assertThat(segment.find(BlobType.DATA, new BlobId(SegmentPropertyTest.digest(random))))
                        .isEqualTo(-1);
            } catch (DamagedSegmentException e) {
                assertThat(bytes).as("damage that is none").isNotEqualTo(good);
            }
        }
    }
}
