package cloud.mows.backup.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class Poly1305PropertyTest {
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void equalsBouncyCastleForEveryLength() {
        System.out.println("seed=" + seed);
        for (int length : IntStream.concat(
                        IntStream.rangeClosed(0, 300), IntStream.of(4095, 4096, 65_537, 1 << 20, (1 << 20) + 63))
                .toArray()) {
            for (int round = 0; round < (length < 5000 ? 40 : 4); round++) {
                compare(bytes(16), bytes(16), bytes(length));
            }
        }
    }

    /** Limbs that are full everywhere are where a carry would be lost. */
    @Test
    void equalsBouncyCastleOnExtremeInput() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 20_000; round++) {
            compare(extreme(16), extreme(16), extreme(random.nextInt(400)));
        }
    }

    private void compare(byte[] r, byte[] pad, byte[] message) {
        byte[] key = Arrays.copyOf(r, 32);
        System.arraycopy(pad, 0, key, 16, 16);
        org.bouncycastle.crypto.macs.Poly1305 theirs = new org.bouncycastle.crypto.macs.Poly1305();
        theirs.init(new KeyParameter(key));
        theirs.update(message, 0, message.length);
        byte[] expected = new byte[16];
        theirs.doFinal(expected, 0);

        Poly1305 ours = new Poly1305(r);
        byte[] tag = new byte[16];
        ours.begin(bytes(16));
        ours.update(message, 0, message.length);
        ours.begin(pad);
        int at = 0;
        while (message.length - at > 16 && random.nextBoolean()) {
            int part = 16 * random.nextInt((message.length - at) / 16);
            ours.update(message, at, part);
            at += part;
        }
        ours.update(message, at, message.length - at);
        ours.finish(tag, 0);
        assertThat(tag).as("seed=%d length=%d", seed, message.length).isEqualTo(expected);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] extreme(int length) {
        byte[] bytes = new byte[length];
        byte usual = (byte) (random.nextBoolean() ? 0xff : 0);
        for (int i = 0; i < length; i++) {
            bytes[i] = random.nextInt(12) == 0 ? (byte) random.nextInt(256) : usual;
        }
        return bytes;
    }
}
