package cloud.mows.backup.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.NativeBytes;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {
    private final Random random = new Random(42);
    private final RepositoryKey key = RepositoryKey.generate(random);
    private final Sealer sealer = new Sealer(key, new SecureRandom());

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 16_383, 16_384, 16_385, 70_000, 1 << 20, (1 << 20) + 5})
    void opensWhatItSealed(int length) throws Exception {
        byte[] plain = bytes(length);
        byte[] sealed = new byte[length + Sealer.OVERHEAD + 7];
        assertThat(sealer.seal(plain, 0, length, sealed, 3)).isEqualTo(length + 32);
        byte[] opened = new byte[length + 2];
        assertThat(sealer.open(sealed, 3, length + 32, opened, 1)).isEqualTo(length);
        assertThat(Arrays.copyOfRange(opened, 1, length + 1)).isEqualTo(plain);
        assertThat(opened[0]).isZero();
        assertThat(opened[length + 1]).isZero();
        assertThat(Arrays.copyOf(sealed, 3)).containsOnly(0);
        assertThat(Arrays.copyOfRange(sealed, length + 35, length + 39)).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1000, 1024, 16_385, 70_000, (1 << 20) + 5})
    void sealsIntoNativeMemoryAcrossItsPieces(int length) throws Exception {
        for (SealCipher cipher : ciphers()) {
            byte[] plain = bytes(length + 3);
            NativeBytes memory = new NativeBytes(1 << 10);
            while (memory.capacity() < length + Sealer.OVERHEAD + 1100) {
                memory.extend(ByteBuffer.allocateDirect(1 << 10));
            }
            int at = 1020;
            assertThat(new Sealer(cipher, new SecureRandom()).seal(plain, 3, length, memory, at))
                    .isEqualTo(length + 32);
            byte[] sealed = memory.content(0, memory.capacity()).toArray();
            byte[] opened = new byte[length];
            sealer.open(sealed, at, length + 32, opened, 0);
            assertThat(opened).isEqualTo(Arrays.copyOfRange(plain, 3, length + 3));
            assertThat(Arrays.copyOf(sealed, at)).containsOnly(0);
            assertThat(Arrays.copyOfRange(sealed, at + length + 32, sealed.length))
                    .containsOnly(0);
        }
    }

    private List<SealCipher> ciphers() {
        OpenSsl openSsl = OpenSsl.instance();
        SealCipher java = new JavaCipher(key);
        return openSsl == null ? List.of(java) : List.of(java, new OpenSslCipher(openSsl, key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 100_000})
    void sealsAsTheFormatSays(int length) throws Exception {
        byte[] plain = bytes(length);
        byte[] sealed = new byte[length + 32];
        sealer.seal(plain, 0, length, sealed, 0);

        byte[] nonce = Arrays.copyOf(sealed, 16);
        byte[] body = Arrays.copyOfRange(sealed, 16, 16 + length);
        Cipher aes = Cipher.getInstance("AES/CTR/NoPadding");
        aes.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key.encrypt(), "AES"), new IvParameterSpec(nonce));
        assertThat(aes.doFinal(body)).isEqualTo(plain);

        byte[] macKey = Arrays.copyOf(key.macK(), 32);
        System.arraycopy(key.macR(), 0, macKey, 16, 16);
        // Bouncy Castle wants r masked.
        for (int i : new int[] {3, 7, 11, 15}) {
            macKey[16 + i] &= 0x0f;
        }
        for (int i : new int[] {4, 8, 12}) {
            macKey[16 + i] &= (byte) 0xfc;
        }
        Poly1305 poly = new Poly1305(AESEngine.newInstance());
        byte[] swapped = new byte[32];
        System.arraycopy(macKey, 0, swapped, 16, 16);
        System.arraycopy(macKey, 16, swapped, 0, 16);
        poly.init(new ParametersWithIV(new KeyParameter(swapped), nonce));
        poly.update(body, 0, length);
        byte[] tag = new byte[16];
        poly.doFinal(tag, 0);
        assertThat(Arrays.copyOfRange(sealed, 16 + length, 32 + length)).isEqualTo(tag);
    }

    @Test
    void everyChangedBitIsNoticedAndNothingIsWritten() {
        byte[] sealed = new byte[50 + 32];
        sealer.seal(bytes(50), 0, 50, sealed, 0);
        byte[] out = new byte[50];
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> sealer.open(changed, 0, changed.length, out, 0))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessage("does not authenticate");
            assertThat(out).containsOnly(0);
        }
    }

    @Test
    void aShortenedOrForeignThingDoesNotOpen() {
        byte[] sealed = new byte[100 + 32];
        sealer.seal(bytes(100), 0, 100, sealed, 0);
        byte[] out = new byte[200];
        for (int length = 0; length < sealed.length; length++) {
            int shorter = length;
            assertThatThrownBy(() -> sealer.open(sealed, 0, shorter, out, 0))
                    .isInstanceOf(AuthenticationException.class);
        }
        Sealer other = new Sealer(RepositoryKey.generate(random), random);
        assertThatThrownBy(() -> other.open(sealed, 0, sealed.length, out, 0))
                .isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> sealer.open(new byte[64], 0, 64, out, 0)).isInstanceOf(AuthenticationException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 40_000})
    void worksInPlace(int length) throws Exception {
        byte[] plain = bytes(length);
        byte[] buffer = new byte[length + 40];
        System.arraycopy(plain, 0, buffer, 20, length);
        sealer.seal(buffer, 20, length, buffer, 4);
        sealer.open(buffer, 4, length + 32, buffer, 20);
        assertThat(Arrays.copyOfRange(buffer, 20, 20 + length)).isEqualTo(plain);
    }

    @Test
    void refusesOtherOverlaps() {
        byte[] buffer = new byte[200];
        assertThatIllegalArgumentException().isThrownBy(() -> sealer.seal(buffer, 17, 100, buffer, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> sealer.open(buffer, 0, 132, buffer, 15));
        assertThatThrownBy(() -> sealer.seal(buffer, 0, 100, new byte[131], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sealer.seal(buffer, 150, 51, new byte[999], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void noncesDifferAndAreNeverZero() {
        Set<String> nonces = new HashSet<>();
        byte[] sealed = new byte[32];
        for (int i = 0; i < 1000; i++) {
            sealer.seal(new byte[0], 0, 0, sealed, 0);
            nonces.add(Arrays.toString(Arrays.copyOf(sealed, 16)));
        }
        assertThat(nonces).hasSize(1000);

        RandomGenerator zeros = () -> 0;
        Sealer stuck = new Sealer(key, zeros);
        assertThatThrownBy(() -> stuck.seal(new byte[0], 0, 0, sealed, 0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aKeyShowsNothing() {
        assertThat(key).hasToString("RepositoryKey[secret]");
        assertThat(RepositoryKey.of(key.encrypt(), key.macK(), key.macR())).isEqualTo(key);
        assertThat(key.encrypt()).isNotSameAs(key.encrypt());
        assertThat(key.derive("a")).hasSize(32).isEqualTo(key.derive("a")).isNotEqualTo(key.derive("b"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RepositoryKey.of(new byte[31], new byte[16], new byte[16]));
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
