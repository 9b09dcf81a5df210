package cloud.mows.backup.core.bytes;

import java.util.Locale;

/** A number of bytes, never negative; shown in powers of 1024. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final String UNITS = "KMGTPE";

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + bytes);
        }
    }

    public static ByteSize kib(long n) {
        return new ByteSize(Math.multiplyExact(n, 1024L));
    }

    public static ByteSize mib(long n) {
        return new ByteSize(Math.multiplyExact(n, 1024L * 1024));
    }

    /**
     * Reads {@code 1048576}, {@code 1024K}, {@code 1M}, {@code 1MiB}, {@code 1.5G}: powers of 1024, case-insensitive.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static ByteSize parse(String text) {
        String t = text.strip().toUpperCase(Locale.ROOT);
        if (t.endsWith("IB")) {
            t = t.substring(0, t.length() - 2);
        } else if (t.endsWith("B")) {
            t = t.substring(0, t.length() - 1);
        }
        long factor = 1;
        if (!t.isEmpty() && UNITS.indexOf(t.charAt(t.length() - 1)) >= 0) {
            factor = 1L << (10 * (UNITS.indexOf(t.charAt(t.length() - 1)) + 1));
            t = t.substring(0, t.length() - 1);
        }
        try {
            return new ByteSize(new java.math.BigDecimal(t.strip())
                    .multiply(java.math.BigDecimal.valueOf(factor))
                    .longValueExact());
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw new IllegalArgumentException("not a size: '" + text + "' (examples: 500M, 1.5G, 1048576)", e);
        }
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** {@code 0 B}, {@code 1.500 KiB}, {@code 12.000 MiB}: three decimals as restic prints. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / (double) (1L << (10 * unit));
        return String.format(Locale.ROOT, "%.3f %siB", value, UNITS.charAt(unit - 1));
    }
}
