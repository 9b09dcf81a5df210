package cloud.mows.backup.core.bytes;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Small damages of good bytes: what reaches deeper into a parser than noise does. */
public final class Mutation {
    private static final String TELLING = "{}[]\",:0-1e.9\\u\0\u007f";

    private Mutation() {}

    public static byte[] of(byte[] good, RandomGenerator random) {
        byte[] bytes = good.clone();
        for (int n = random.nextInt(1, 5); n > 0 && bytes.length > 0; n--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) TELLING.charAt(random.nextInt(TELLING.length()));
                case 3 -> bytes = Arrays.copyOf(bytes, at);
                case 4 -> bytes = spliced(bytes, at, random.nextInt(at, bytes.length), 0);
                default -> bytes = spliced(bytes, at, at, random.nextInt(1, 9));
            }
        }
        return bytes;
    }

    /** Without the bytes from one place to another, and with some bytes from the beginning instead. */
    private static byte[] spliced(byte[] bytes, int from, int to, int inserted) {
        int count = Math.min(inserted, bytes.length);
        byte[] result = new byte[bytes.length - (to - from) + count];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(bytes, 0, result, from, count);
        System.arraycopy(bytes, to, result, from + count, bytes.length - to);
        return result;
    }
}
