package cloud.mows.backup.core.bytes.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The names of the fields that a document may have; the one expected next is tried first. */
public final class JsonNames {
    static final JsonNames NONE = of();

    private final byte[][] names;

    private JsonNames(byte[][] names) {
        this.names = names;
    }

    public static JsonNames of(String... names) {
        byte[][] bytes = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            bytes[i] = names[i].getBytes(StandardCharsets.UTF_8);
        }
        return new JsonNames(bytes);
    }

    int find(byte[] text, int from, int length, int expected) {
        for (int i = expected; i < names.length; i++) {
            if (is(i, text, from, length)) {
                return i;
            }
        }
        for (int i = Math.min(expected, names.length) - 1; i >= 0; i--) {
            if (is(i, text, from, length)) {
                return i;
            }
        }
        return JsonReader.UNKNOWN;
    }

    private boolean is(int i, byte[] text, int from, int length) {
        byte[] name = names[i];
        return name.length == length
                && text[from] == name[0]
                && Arrays.equals(name, 0, length, text, from, from + length);
    }
}
