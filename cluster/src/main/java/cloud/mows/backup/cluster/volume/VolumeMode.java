package cloud.mows.backup.cluster.volume;

import org.jspecify.annotations.Nullable;

/** How a volume appears in a pod. */
public enum VolumeMode {
    FILESYSTEM("Filesystem"),
    BLOCK("Block");

    private final String word;

    VolumeMode(String word) {
        this.word = word;
    }

    /** As Kubernetes writes it. */
    public String word() {
        return word;
    }

    /** Absent means a file system. */
    static VolumeMode of(@Nullable String word) {
        return BLOCK.word.equals(word) ? BLOCK : FILESYSTEM;
    }
}
