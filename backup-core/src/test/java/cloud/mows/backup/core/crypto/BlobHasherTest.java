package cloud.mows.backup.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobHasherTest {
    private final BlobHasher hasher = new BlobHasher();

    @Test
    void namesNothingAsEveryoneDoes() {
        assertThat(hasher.hash(ByteSlice.EMPTY))
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 55, 56, 63, 64, 65, 16_384, 16_385, 1_000_003})
    void piecesAndWholesAgree(int length) throws Exception {
        byte[] bytes = new byte[length + 3];
        new Random(length).nextBytes(bytes);
        MessageDigest plain = MessageDigest.getInstance("SHA-256");
        plain.update(bytes, 3, length);
        Digest expected = Digest.of(plain.digest(), 0);

        hasher.update(bytes, 3, length / 3);
        assertThat(hasher.hash(bytes, 3, length)).isEqualTo(expected);
        assertThat(hasher.blobId(bytes, 3, length).digest()).isEqualTo(expected);
        hasher.update(bytes, 3 + length / 3, length - length / 3);
        assertThat(hasher.finish()).isEqualTo(expected);

        hasher.update(bytes, 0, 3);
        hasher.reset();
        hasher.update(bytes, 3, length);
        assertThat(hasher.finish()).isEqualTo(expected);
    }
}
