package cloud.mows.backup.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** OpenSSL and Java give the same bytes. */
class OpenSslPropertyTest {
    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final OpenSsl openSsl = Objects.requireNonNull(OpenSsl.instance());

    @BeforeAll
    static void needsTheLibrary() {
        boolean there = OpenSsl.instance() != null;
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("libcrypto.so.3 is missing or unusable (Debian: libssl3)");
        }
        Assumptions.assumeTrue(there, "SKIPPED: there is no libcrypto.so.3 here (Debian: libssl3)");
    }

    @Test
    void sealsAlike() {
        System.out.println("seed=" + seed);
        for (int length : lengths()) {
            byte[] keys = bytes(RepositoryKey.BYTES);
            byte[] nonce = bytes(16);
            if (random.nextBoolean()) {
                // The counter runs over.
                Arrays.fill(nonce, random.nextInt(16), 16, (byte) 0xff);
            }
            byte[] plain = bytes(length + 5);
            RepositoryKey key = RepositoryKey.of(keys);
            byte[] sealed = null;
            byte[] tagged = null;
            for (SealCipher cipher : List.of(new JavaCipher(key), new OpenSslCipher(openSsl, key))) {
                String what = "seed=%d length=%d %s".formatted(seed, length, cipher.getClass());
                byte[] out = new byte[length + 3];
                byte[] tag = new byte[16];
                cipher.seal(nonce, plain, 5, length, out, 3, tag);
                byte[] tagAgain = new byte[16];
                cipher.authenticate(nonce, out, 3, length, tagAgain);
                assertThat(tagAgain).as(what).isEqualTo(tag);
                byte[] opened = out.clone();
                cipher.decrypt(nonce, opened, 3, length, opened, 3);
                assertThat(Arrays.copyOfRange(opened, 3, opened.length))
                        .as(what)
                        .isEqualTo(Arrays.copyOfRange(plain, 5, plain.length));
                assertThat(sealed == null || Arrays.equals(sealed, out))
                        .as(what)
                        .isTrue();
                assertThat(tagged == null || Arrays.equals(tagged, tag))
                        .as(what)
                        .isTrue();
                sealed = out;
                tagged = tag;
            }
        }
    }

    @Test
    void hashesAlike() {
        System.out.println("seed=" + seed);
        Sha256 theirs = new OpenSslSha256(openSsl);
        Sha256 javas = new JdkSha256();
        byte[] expected = new byte[Sha256.BYTES];
        byte[] found = new byte[Sha256.BYTES];
        for (int length : lengths()) {
            byte[] bytes = bytes(length + 1);
            if (random.nextInt(4) == 0) {
                theirs.update(bytes, 0, random.nextInt(length + 1));
                theirs.reset();
            }
            int middle = random.nextInt(length + 1);
            theirs.update(bytes, 1, middle);
            theirs.update(bytes, 1 + middle, length - middle);
            theirs.finish(found);
            javas.update(bytes, 1, length);
            javas.finish(expected);
            assertThat(found).as("seed=%d length=%d", seed, length).isEqualTo(expected);
        }
    }

    @Test
    void stretchesAlike() {
        System.out.println("seed=" + seed);
        for (int round = 0; round < 60; round++) {
            byte[] password = bytes(random.nextInt(100));
            byte[] salt = bytes(random.nextInt(80));
            ScryptParameters cost =
                    new ScryptParameters(2 << random.nextInt(8), 1 + random.nextInt(9), 1 + random.nextInt(3));
            assertThat(OpenSslScrypt.derive(openSsl, password, salt, cost, 64))
                    .as("seed=%d %s", seed, cost)
                    .isEqualTo(Scrypt.derive(password, salt, cost, 64));
        }
    }

    @Test
    void stretchesWithTheHighestCostsThatAreAllowed() {
        ScryptParameters cost = new ScryptParameters(1 << 17, 8, 2);
        byte[] salt = bytes(64);

        assertThat(OpenSslScrypt.derive(openSsl, new byte[] {1}, salt, cost, 64))
                .isEqualTo(Scrypt.derive(new byte[] {1}, salt, cost, 64));
    }

    private int[] lengths() {
        return IntStream.concat(
                        IntStream.rangeClosed(0, 200),
                        IntStream.of(4095, 4096, 65_535, 65_536, 65_537, 131_072, 1 << 20, (1 << 20) + 63))
                .toArray();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
