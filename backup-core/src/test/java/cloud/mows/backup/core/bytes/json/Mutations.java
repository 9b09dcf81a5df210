package cloud.mows.backup.core.bytes.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Damages a JSON document a little, so that a parser gets far before it notices. */
public final class Mutations {
    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "-1",
        "1e9",
        "0",
        "18446744073709551616",
        "\\u0000",
        "\\ud800",
        "\\\\x00",
        "\\\\xff",
        "..",
        "/",
        "\u00e4",
        "true",
        "\n",
        "\0",
        "{\"name\":\"a\"},"
    };

    private Mutations() {}

    /** A copy with one to four changes. */
    public static byte[] mutate(byte[] document, Random random) {
        byte[] bytes = document.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 4 : 400));
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 2 -> splice(bytes, at, length, new byte[0]);
            case 3 -> splice(bytes, at, 0, Arrays.copyOfRange(bytes, at, at + length));
            case 4 ->
                splice(
                        bytes,
                        at,
                        random.nextInt(2),
                        PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] out = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, out, 0, at);
        System.arraycopy(inserted, 0, out, at, inserted.length);
        System.arraycopy(bytes, at + removed, out, at + inserted.length, bytes.length - at - removed);
        return out;
    }
}
