package cloud.mows.backup.core.bytes.json;

import java.util.Arrays;

/** What hexadecimal digits are worth. */
final class HexDigits {
    private static final byte[] VALUES = new byte[256];

    static {
        Arrays.fill(VALUES, (byte) -1);
        for (int i = 0; i < 16; i++) {
            VALUES["0123456789abcdef".charAt(i)] = (byte) i;
            VALUES["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
    }

    private HexDigits() {}

    /** @return negative if it is none */
    static int value(byte digit) {
        return VALUES[digit & 0xFF];
    }
}
