package cloud.mows.backup.core.posix;

/** What a file is; the number is the type part of {@code st_mode}. */
public enum FileType {
    FIFO(0010000),
    CHARACTER_DEVICE(0020000),
    DIRECTORY(0040000),
    BLOCK_DEVICE(0060000),
    FILE(0100000),
    SYMLINK(0120000),
    SOCKET(0140000),
    UNKNOWN(0);

    private static final int MASK = 0170000;
    private static final FileType[] BY_BITS = new FileType[16];

    static {
        for (FileType type : values()) {
            BY_BITS[type.bits >>> 12] = type;
        }
    }

    private final int bits;

    FileType(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }

    /** @param mode as {@code st_mode} */
    public static FileType ofMode(int mode) {
        FileType type = BY_BITS[(mode & MASK) >>> 12];
        return type == null ? UNKNOWN : type;
    }
}
