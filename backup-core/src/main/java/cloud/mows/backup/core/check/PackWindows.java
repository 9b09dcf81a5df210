package cloud.mows.backup.core.check;

import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.List;

/**
 * A pack cut into pieces that are read one after the other: together they are every byte of the file once, and each blob of
 * the index lies within one of them. So a pack of any size is verified in the memory of a few blobs.
 *
 * @param windows in ascending order of offsets
 * @param strays blobs that lie within no window: an index that lies says that they overlap others or go beyond the end
 */
record PackWindows(List<Window> windows, List<PackedBlob> strays) {
    /** Longer only for a blob that is longer itself. */
    static final int BYTES_MAX = 4 << 20;

    /** @param blobs within it */
    record Window(int offset, int length, List<PackedBlob> blobs) {
        int end() {
            return offset + length;
        }
    }

    /**
     * @param packBytes the size of the file
     * @param blobs in ascending order of offsets
     */
    static PackWindows of(int packBytes, List<PackedBlob> blobs) {
        List<Window> windows = new ArrayList<>();
        List<PackedBlob> strays = new ArrayList<>();
        int at = 0;
        int next = 0;
        while (at < packBytes) {
            List<PackedBlob> within = new ArrayList<>();
            int end = at;
            while (next < blobs.size()) {
                PackedBlob blob = blobs.get(next);
                if (blob.offset() < end || blob.end() > packBytes) {
                    strays.add(blob);
                } else if (blob.end() - at <= BYTES_MAX || blob.offset() == at) {
                    within.add(blob);
                    end = blob.end();
                } else {
                    break;
                }
                next++;
            }
            if (next == blobs.size()) {
                end = Math.min(packBytes, Math.max(end, at + BYTES_MAX));
            } else if (end == at) {
                // Bytes of no blob up to the next one, which is too long to share a window with them.
                end = Math.min(blobs.get(next).offset(), at + BYTES_MAX);
            }
            windows.add(new Window(at, end - at, within));
            at = end;
        }
        strays.addAll(blobs.subList(next, blobs.size()));
        return new PackWindows(windows, strays);
    }

    int packBytes() {
        return windows.isEmpty() ? 0 : windows.getLast().end();
    }

    /** The room that reading any of it takes: stored bytes. */
    int sealedBytesMax() {
        int longest = 0;
        for (Window window : windows) {
            longest = Math.max(longest, window.length());
        }
        for (PackedBlob stray : strays) {
            if (stray.end() <= packBytes()) {
                longest = Math.max(longest, stray.length());
            }
        }
        return longest;
    }
}
