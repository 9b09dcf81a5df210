package cloud.mows.backup.core.compress;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How hard to compress, by restic's names ({@code --compression}). */
public enum CompressionLevel {
    /** Not at all: data as it is. The repository's own documents are compressed all the same. */
    OFF(1),
    /** What does shrink, quickly. */
    AUTO(1),
    /** As quickly as can be. */
    FASTEST(1),
    BETTER(7),
    /** As small as can be, at a few megabytes a second. */
    MAX(19);

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
