package cloud.mows.backup.core.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.crypto.RepositoryKey;
import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackHeaderTest {
    private static final RepositoryKey KEY = RepositoryKey.generate(new SecureRandom());
    private final Sealer sealer = new Sealer(KEY, new SplittableRandom(1));
    private final BlobHasher hasher = new BlobHasher();

    private static BlobId id(long n) {
        return new BlobId(new Digest(n, n, n, n));
    }

    private static PackBuilder builder(int bytesMax) {
        NativeBytes memory = new NativeBytes(1 << 10);
        while (memory.capacity() < bytesMax) {
            memory.extend(ByteBuffer.allocateDirect(1 << 10));
        }
        return new PackBuilder(memory, bytesMax);
    }

    private PackBuilder.Pack pack(int blobs) {
        PackBuilder builder = builder(blobs * 120 + 200);
        for (int i = 0; i < blobs; i++) {
            byte[] plain = new byte[i % 40 + 1];
            int compressedFrom = i % 3 == 0 ? 5000 + i : 0;
            PackedBlob place = builder.reserve(
                    i % 2 == 0 ? BlobType.DATA : BlobType.TREE, id(i), plain.length + Sealer.OVERHEAD, compressedFrom);
            sealer.seal(plain, 0, plain.length, builder.memory(), place.offset());
            builder.commit();
        }
        return builder.finish(sealer, hasher);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 500})
    void readsWhatItWrote(int blobs) throws Exception {
        PackBuilder.Pack pack = pack(blobs);
        ByteSlice content = ByteSlice.of(pack.content().toArray());
        int sealed = PackHeader.sealedLength(content, content.length());
        ByteSlice header = content.slice(content.length() - 4 - sealed, sealed);

        List<PackedBlob> read = PackHeader.read(header, content.length(), sealer);

        assertThat(read).isEqualTo(pack.blobs()).hasSize(blobs);
        assertThat(sealed + 4).isEqualTo(PackHeader.bytes(pack.blobs()));
        assertThat(pack.id().digest()).isEqualTo(hasher.hash(content));
        int offset = 0;
        for (PackedBlob blob : read) {
            assertThat(blob.offset()).isEqualTo(offset);
            offset = blob.end();
        }
    }

    @Test
    void refusesTheHeaderOfAnotherKeyAndAnyChangedBit() throws Exception {
        ByteSlice content = ByteSlice.of(pack(3).content().toArray());
        int sealed = PackHeader.sealedLength(content, content.length());
        byte[] header = content.slice(content.length() - 4 - sealed, sealed).toArray();
        Sealer other = new Sealer(RepositoryKey.generate(new SecureRandom()), new SplittableRandom(2));

        assertThatExceptionOfType(MalformedPackException.class)
                .isThrownBy(() -> PackHeader.read(ByteSlice.of(header), content.length(), other))
                .withMessage("header does not authenticate");
        for (int i = 0; i < header.length; i++) {
            byte[] damaged = header.clone();
            damaged[i] ^= 1;
            assertThatExceptionOfType(MalformedPackException.class)
                    .isThrownBy(() -> PackHeader.read(ByteSlice.of(damaged), content.length(), sealer));
        }
    }

    @Test
    void refusesBlobsThatDoNotFillTheFile() throws Exception {
        ByteSlice content = ByteSlice.of(pack(3).content().toArray());
        int sealed = PackHeader.sealedLength(content, content.length());
        ByteSlice header = content.slice(content.length() - 4 - sealed, sealed);
        for (long bytes : new long[] {content.length() - 1, content.length() + 1, 1L << 40}) {
            assertThatExceptionOfType(MalformedPackException.class)
                    .isThrownBy(() -> PackHeader.read(header, bytes, sealer))
                    .withMessageStartingWith("header describes ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 68, 1001 - 4 + 1, 16 * 1024 * 1024 + 1, Integer.MAX_VALUE})
    void refusesImpossibleLengths(int length) {
        byte[] tail = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(length)
                .array();
        assertThatExceptionOfType(MalformedPackException.class)
                .isThrownBy(() -> PackHeader.sealedLength(ByteSlice.of(tail), 1001))
                .withMessage("header length " + Integer.toUnsignedString(length) + " in a file of 1001 bytes");
    }

    @Test
    void takesLengthsAtTheirLimits() throws Exception {
        for (int length : new int[] {69, 997}) {
            byte[] tail = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(length)
                    .array();
            assertThat(PackHeader.sealedLength(ByteSlice.of(tail), 1001)).isEqualTo(length);
        }
        assertThatExceptionOfType(MalformedPackException.class)
                .isThrownBy(() -> PackHeader.sealedLength(ByteSlice.of(new byte[3]), 3));
    }

    private static byte[] entry(int kind, int length, int uncompressed) {
        ByteBuffer entry = ByteBuffer.allocate(41).order(ByteOrder.LITTLE_ENDIAN);
        entry.put((byte) kind).putInt(length);
        if ((kind & 2) != 0) {
            entry.putInt(uncompressed);
        }
        id(9).digest().writeTo(entry.array(), entry.position());
        return Arrays.copyOf(entry.array(), entry.position() + 32);
    }

    @Test
    void refusesHostileEntries() throws Exception {
        assertThat(PackHeader.decode(new byte[0])).isEmpty();
        assertThat(PackHeader.decode(entry(0, 32, 0))).hasSize(1);
        List<byte[]> hostile = new ArrayList<>(List.of(
                entry(0, 31, 0),
                entry(0, -1, 0),
                entry(0, Integer.MAX_VALUE, 0),
                entry(0, (1 << 30) + 33, 0),
                entry(4, 40, 0),
                entry(-1, 40, 0),
                entry(2, 40, 0),
                entry(3, 40, -1),
                entry(3, 40, (1 << 30) + 1)));
        hostile.add(Arrays.copyOf(entry(0, 40, 0), 36));
        hostile.add(Arrays.copyOf(entry(2, 40, 50), 37));
        hostile.add(Arrays.copyOf(entry(0, 40, 0), 38));
        // Offsets that leave the range of numbers.
        ByteBuffer many = ByteBuffer.allocate(3 * 37);
        for (int i = 0; i < 3; i++) {
            many.put(entry(0, 1 << 30, 0));
        }
        hostile.add(many.array());
        for (byte[] bytes : hostile) {
            assertThatExceptionOfType(MalformedPackException.class).isThrownBy(() -> PackHeader.decode(bytes));
        }
    }

    @Test
    void aBuilderIsFullBeforeItsBufferOverflows() {
        PackBuilder builder = builder(1000);
        int blobs = 0;
        while (builder.fits(40)) {
            PackedBlob place = builder.reserve(BlobType.DATA, id(blobs++), 40, 0);
            sealer.seal(new byte[8], 0, 8, builder.memory(), place.offset());
            builder.commit();
        }
        assertThatIllegalStateException().isThrownBy(() -> builder.reserve(BlobType.DATA, id(0), 40, 0));
        // 36 bytes of header, 40 and at most 41 for each blob.
        assertThat(blobs).isEqualTo((1000 - 36) / 81);
        assertThat(builder.finish(sealer, hasher).blobs()).hasSize(blobs);
    }

    @Test
    void aBuilderIsFullBeforeItsHeaderIsTooLongToBeRead() {
        PackBuilder builder = builder(64 << 20);
        int blobs = 0;
        while (builder.fits(33)) {
            PackedBlob place = builder.reserve(BlobType.DATA, id(blobs++), 33, 1);
            sealer.seal(new byte[1], 0, 1, builder.memory(), place.offset());
            builder.commit();
        }
        assertThat(builder.finish(sealer, hasher).blobs()).hasSize(blobs).hasSizeGreaterThan(400_000);
    }

    @Test
    void aBuilderDoesNotFinishEmptyOrUnsettled() {
        PackBuilder builder = builder(1000);
        assertThatIllegalStateException().isThrownBy(() -> builder.finish(sealer, hasher));
        builder.reserve(BlobType.DATA, id(1), 40, 0);
        assertThat(builder.isSettled()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> builder.finish(sealer, hasher));
    }
}
