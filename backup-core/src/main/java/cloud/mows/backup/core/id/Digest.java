package cloud.mows.backup.core.id;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 value as four big-endian words: no array behind it, so it is immutable, cheap to compare and to hash. The
 * order is that of its hexadecimal form.
 */
public record Digest(long w0, long w1, long w2, long w3) implements Comparable<Digest> {
    /** Length in bytes. */
    public static final int BYTES = 32;

    /** Length of the hexadecimal form. */
    public static final int HEX_CHARS = 2 * BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final HexFormat HEX = HexFormat.of();

    /** The 32 bytes of {@code bytes} at {@code offset}. */
    public static Digest of(byte[] bytes, int offset) {
        return new Digest(
                (long) LONG.get(bytes, offset),
                (long) LONG.get(bytes, offset + 8),
                (long) LONG.get(bytes, offset + 16),
                (long) LONG.get(bytes, offset + 24));
    }

    /**
     * @param hex 64 lower- or upper-case hexadecimal digits
     * @throws IllegalArgumentException if it is anything else
     */
    public static Digest parse(CharSequence hex) {
        if (hex.length() != HEX_CHARS) {
            throw new IllegalArgumentException("not a SHA-256 in hexadecimal: '" + hex + "'");
        }
        return new Digest(
                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                HexFormat.fromHexDigitsToLong(hex, 16, 32),
                HexFormat.fromHexDigitsToLong(hex, 32, 48),
                HexFormat.fromHexDigitsToLong(hex, 48, 64));
    }

    /** Whether {@code name} is 64 lower-case hexadecimal digits, as every file of a repository but the config is named. */
    public static boolean isHex(CharSequence name) {
        if (name.length() != HEX_CHARS) {
            return false;
        }
        for (int i = 0; i < HEX_CHARS; i++) {
            char c = name.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /** By hand, as {@code hashCode}: what Java makes for records is put together at start, which takes milliseconds. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that && w0 == that.w0 && w1 == that.w1 && w2 == that.w2 && w3 == that.w3;
    }

    /** Writes the 32 bytes to {@code out} at {@code offset}. */
    public void writeTo(byte[] out, int offset) {
        LONG.set(out, offset, w0);
        LONG.set(out, offset + 8, w1);
        LONG.set(out, offset + 16, w2);
        LONG.set(out, offset + 24, w3);
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HEX.toHexDigits(w0) + HEX.toHexDigits(w1) + HEX.toHexDigits(w2) + HEX.toHexDigits(w3);
    }

    /** The first 8 digits, as people name snapshots. */
    public String shortHex() {
        return HEX.toHexDigits(w0, 16).substring(0, 8);
    }

    @Override
    public int compareTo(Digest other) {
        int c = Long.compareUnsigned(w0, other.w0);
        if (c == 0) {
            c = Long.compareUnsigned(w1, other.w1);
        }
        if (c == 0) {
            c = Long.compareUnsigned(w2, other.w2);
        }
        return c == 0 ? Long.compareUnsigned(w3, other.w3) : c;
    }

    @Override
    public int hashCode() {
        // A SHA-256 is uniformly distributed: any of its bits do.
        return Long.hashCode(w0);
    }

    @Override
    public String toString() {
        return hex();
    }
}
