package cloud.mows.backup.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PackWindowsPropertyTest {
    @RepeatedTest(200)
    void coverEveryByteOnceAndEveryBlobOnce(RepetitionInfo repetition) {
        long seed = 7919L * repetition.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        int packBytes = random.nextInt(1, 40 << 20);
        List<PackedBlob> blobs = new ArrayList<>();
        int at = 0;
        while (at < packBytes && blobs.size() < 200) {
            int gap = random.nextInt(4) == 0 ? random.nextInt(12 << 20) : random.nextInt(3) == 0 ? -at / 9 : 0;
            int length = Sealer.OVERHEAD + random.nextInt(1, random.nextInt(5) == 0 ? 9 << 20 : 300_000);
            blobs.add(blob(at + gap, length));
            at += gap + length;
        }
        blobs.sort(java.util.Comparator.comparingInt(PackedBlob::offset));

        PackWindows windows = PackWindows.of(packBytes, blobs);

        String what = "seed=" + seed;
        int end = 0;
        List<PackedBlob> seen = new ArrayList<>(windows.strays());
        for (PackWindows.Window window : windows.windows()) {
            assertThat(window.offset()).as(what).isEqualTo(end);
            assertThat(window.length()).as(what).isPositive();
            end = window.end();
            int inside = window.offset();
            for (PackedBlob blob : window.blobs()) {
                assertThat(blob.offset()).as(what).isGreaterThanOrEqualTo(inside);
                inside = blob.end();
            }
            assertThat(inside).as(what).isLessThanOrEqualTo(end);
            if (window.length() > PackWindows.BYTES_MAX) {
                assertThat(window.blobs()).as(what).hasSize(1);
            }
            seen.addAll(window.blobs());
        }
        assertThat(end).as(what).isEqualTo(packBytes);
        assertThat(seen).as(what).containsExactlyInAnyOrderElementsOf(blobs);
    }

    @Test
    void blobsOfAnIndexThatLiesAreStrays() {
        PackedBlob first = blob(0, 1000);
        PackedBlob overlapping = blob(500, 1000);
        PackedBlob beyond = blob(1900, 1000);

        PackWindows windows = PackWindows.of(2000, List.of(first, overlapping, beyond));

        assertThat(windows.strays()).containsExactly(overlapping, beyond);
        assertThat(windows.windows()).containsExactly(new PackWindows.Window(0, 2000, List.of(first)));
        assertThat(windows.sealedBytesMax()).isEqualTo(2000);
    }

    @Test
    void anEmptyFileHasNone() {
        PackWindows windows = PackWindows.of(0, List.of(blob(0, 100)));

        assertThat(windows.windows()).isEmpty();
        assertThat(windows.strays()).hasSize(1);
    }

    private static PackedBlob blob(int offset, int length) {
        byte[] name = new byte[Digest.BYTES];
        name[0] = (byte) offset;
        name[1] = (byte) (offset >> 8);
        name[2] = (byte) (offset >> 16);
        name[3] = (byte) (offset >> 24);
        return new PackedBlob(BlobType.DATA, new BlobId(Digest.of(name, 0)), offset, length, 0);
    }
}
