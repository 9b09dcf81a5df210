package cloud.mows.backup.core.posix;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * What {@code lstat} tells of a file.
 *
 * @param mode permission bits with set-user-id, set-group-id and sticky: {@code 0..07777}
 * @param deviceId of the file system it lies on, as {@code st_dev}
 * @param links number of names
 * @param blocks allocated, of 512 bytes
 * @param device which device a device node stands for, as {@code st_rdev}
 * @param mountRoot whether something is mounted here (from Linux 5.8 on; before, only {@code deviceId} tells)
 */
public record FileStat(
        FileType type,
        int mode,
        long uid,
        long gid,
        long deviceId,
        long inode,
        long links,
        long size,
        long blocks,
        long device,
        Instant mtime,
        Instant atime,
        Instant ctime,
        boolean mountRoot) {
    private static final long ATTRIBUTE_MOUNT_ROOT = 0x2000;

    public boolean isDirectory() {
        return type == FileType.DIRECTORY;
    }

    public boolean isFile() {
        return type == FileType.FILE;
    }

    /** The same inode of the same file system. */
    public boolean isSameFile(FileStat other) {
        return inode == other.inode && deviceId == other.deviceId;
    }

    /** Less is allocated than the size needs: there are holes, or the file system compresses. */
    public boolean mayHaveHoles() {
        return blocks < (size + 511) >>> 9;
    }

    /** {@code struct statx} of linux/stat.h, the same on every architecture. */
    static FileStat ofStatx(ByteBuffer memory, int at) {
        int mode = Short.toUnsignedInt(memory.getShort(at + 28));
        return new FileStat(
                FileType.ofMode(mode),
                mode & 07777,
                Integer.toUnsignedLong(memory.getInt(at + 20)),
                Integer.toUnsignedLong(memory.getInt(at + 24)),
                deviceNumber(memory.getInt(at + 136), memory.getInt(at + 140)),
                memory.getLong(at + 32),
                Integer.toUnsignedLong(memory.getInt(at + 16)),
                memory.getLong(at + 40),
                memory.getLong(at + 48),
                deviceNumber(memory.getInt(at + 128), memory.getInt(at + 132)),
                time(memory, at + 112),
                time(memory, at + 64),
                time(memory, at + 96),
                (memory.getLong(at + 8) & ATTRIBUTE_MOUNT_ROOT) != 0);
    }

    private static Instant time(ByteBuffer memory, int at) {
        return Instant.ofEpochSecond(memory.getLong(at), memory.getInt(at + 8));
    }

    /** As {@code makedev} packs it, which is also what {@code mknod} takes. */
    public static long deviceNumber(int major, int minor) {
        long high = Integer.toUnsignedLong(major);
        long low = Integer.toUnsignedLong(minor);
        return (low & 0xff) | (high & 0xfff) << 8 | (low & ~0xffL) << 12 | (high & ~0xfffL) << 32;
    }

    public static int deviceMajor(long device) {
        return (int) ((device >>> 8 & 0xfff) | (device >>> 32 & ~0xfffL));
    }

    public static int deviceMinor(long device) {
        return (int) ((device & 0xff) | (device >>> 12 & ~0xffL));
    }
}
