package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps copies of packs within a size: the least recently used go for new ones. It counts what this process adds and looks at
 * the folder when that may be too much, so that several processes together stay near the limit.
 */
final class CacheRoom {
    /** A small file takes time to go through, if not room. */
    private static final long FILE_BYTES_MIN = 64 << 10;

    private final CacheDirectory directory;
    private final long bytesMax;
    private long used = -1;

    CacheRoom(CacheDirectory directory, ByteSize bytesMax) {
        this.directory = directory;
        this.bytesMax = bytesMax.bytes();
    }

    /** Whether a file of this size is small enough not to drive out most others. */
    boolean fits(long bytes) {
        return bytes <= bytesMax / 4;
    }

    /** A copy was added. */
    synchronized void added(long bytes) throws IOException {
        used += cost(bytes);
        if (used < cost(bytes) || used > bytesMax) {
            makeRoom();
        }
    }

    private void makeRoom() throws IOException {
        List<CacheDirectory.Copy> copies = directory.copies(FileKind.PACK);
        copies.sort(Comparator.comparing(CacheDirectory.Copy::used));
        used = copies.stream().mapToLong(copy -> cost(copy.bytes())).sum();
        // The disk is everybody's: no more than half of what it could give.
        long max = Math.min(bytesMax, (used + directory.free()) / 2);
        if (used <= max) {
            return;
        }
        for (CacheDirectory.Copy copy : copies) {
            // Some more than must be, so that not every new copy goes through the whole folder.
            if (used <= max - max / 8) {
                break;
            }
            directory.remove(copy.key());
            used -= cost(copy.bytes());
        }
    }

    private static long cost(long bytes) {
        return Math.max(bytes, FILE_BYTES_MIN);
    }
}
