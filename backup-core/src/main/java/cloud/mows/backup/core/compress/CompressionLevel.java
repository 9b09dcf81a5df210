package cloud.mows.backup.core.compress;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How hard to compress, by restic's names ({@code --compression}). On one core, source text and libraries: AUTO 520 and
 * 540 MB/s to 19 and 30 %, FASTEST a tenth faster and a fifth larger, BETTER 110 and 170 MB/s to 17 and 27 %, MAX half as
 * fast as that and a little smaller. Noise passes at several gigabytes a second at the first three, so nothing needs to be
 * sampled beforehand.
 */
public enum CompressionLevel {
    /** Not at all: data as it is. The repository's own documents are compressed all the same. */
    OFF(1),
    /** What does shrink, quickly. */
    AUTO(1),
    /** As quickly as can be. */
    FASTEST(-1),
    BETTER(7),
    /** The level above this one would save 1 % more, and with the highest a thread would need 100 MiB of memory. */
    MAX(11);

    private final int zstdLevel;

    CompressionLevel(int zstdLevel) {
        this.zstdLevel = zstdLevel;
    }

    int zstdLevel() {
        return zstdLevel;
    }

    /**
     * @param name as on the command line, lower case
     * @throws IllegalArgumentException naming the possible ones
     */
    public static CompressionLevel parse(String name) {
        for (CompressionLevel level : values()) {
            if (level.toString().equals(name)) {
                return level;
            }
        }
        throw new IllegalArgumentException("not a compression: '" + name + "' (one of "
                + Arrays.stream(values()).map(CompressionLevel::toString).collect(Collectors.joining(", ")) + ")");
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
