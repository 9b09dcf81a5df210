package cloud.mows.backup.core.browse;

import java.util.Locale;

/** What {@link SnapshotSizes} counts, by restic's names. */
public enum SizeMode {
    /** What restoring every snapshot would write. */
    RESTORE_SIZE,
    /** Files with different contents, each once. */
    FILES_BY_CONTENTS,
    /** Different blobs of each file, by path. */
    BLOBS_PER_FILE,
    /** What the blobs take in the repository. */
    RAW_DATA;

    /** @throws IllegalArgumentException naming the possible ones */
    public static SizeMode parse(String name) {
        for (SizeMode mode : values()) {
            if (mode.toString().equals(name)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "'" + name + "' is none of restore-size, files-by-contents, blobs-per-file and raw-data");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
