package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What packs lie in until they are stored: pieces of native memory, as many as a pack fills, within a budget of the process;
 * for packs that two of would not fit into that budget, mapped files in the folder for temporary files. Whoever asks for more
 * waits until packs have been stored.
 *
 * <p>Nobody waits for ever: at most one pack of each of two types is being filled, both together fit into the budget, and
 * those that are not being filled end without asking for more. Thread-safe.
 */
final class PackMemory {
    static final int PIECE_BYTES = 1 << 20;

    /** With the heap that the launcher gives to commands that write, a process keeps within 256 MiB. */
    private static final int PIECES = 66;

    private static final int NATIVE_PACK_BYTES_MAX = PIECES / 2 * PIECE_BYTES;

    /** Of all files. There are two at least: one pack is stored while another is filled. */
    private static final long FILE_BYTES_MAX = 1L << 30;

    private final Semaphore freePieces = new Semaphore(PIECES, true);
    private final Deque<ByteBuffer> idlePieces = new ArrayDeque<>();
    private final Semaphore freeFiles;
    private final Deque<List<ByteBuffer>> idleFiles = new ArrayDeque<>();
    private final int fileBytes;

    /**
     * @param uploads packs that are stored at once
     * @param packBytesMax how long a pack gets, unless it is a single blob that is longer
     */
    PackMemory(int uploads, int packBytesMax) {
        fileBytes = wholePieces(packBytesMax);
        freeFiles = new Semaphore(Math.clamp(FILE_BYTES_MAX / fileBytes, 2, Math.max(2, uploads + 1)), true);
    }

    /** Room for one pack, none at first. */
    Room room(int bytesMax) {
        return bytesMax <= NATIVE_PACK_BYTES_MAX ? new NativeRoom() : new FileRoom(wholePieces(bytesMax));
    }

    /** Native pieces that lie idle; for tests. */
    int idlePieces() {
        synchronized (idlePieces) {
            return idlePieces.size();
        }
    }

    private static int wholePieces(int bytes) {
        return Math.multiplyExact(Math.ceilDiv(bytes, PIECE_BYTES), PIECE_BYTES);
    }

    /** The memory of one pack. */
    abstract static sealed class Room {
        final NativeBytes bytes = new NativeBytes(PIECE_BYTES);

        /**
         * Waits until there are {@code count} bytes.
         *
         * @throws BackupException LOCAL_IO if there is no room for a temporary file
         */
        final void ensure(int count) throws InterruptedException {
            if (count > bytes.capacity()) {
                extend(count);
            }
        }

        abstract void extend(int count) throws InterruptedException;

        /** For others; once. */
        abstract void giveBack();
    }

    private final class NativeRoom extends Room {
        @Override
        void extend(int count) throws InterruptedException {
            int missing = (wholePieces(count) - bytes.capacity()) / PIECE_BYTES;
            freePieces.acquire(missing);
            for (int i = 0; i < missing; i++) {
                ByteBuffer piece;
                synchronized (idlePieces) {
                    piece = idlePieces.pollFirst();
                }
                bytes.extend(piece == null ? ByteBuffer.allocateDirect(PIECE_BYTES) : piece);
            }
        }

        @Override
        void giveBack() {
            List<ByteBuffer> pieces = bytes.removePieces();
            synchronized (idlePieces) {
                pieces.forEach(idlePieces::addFirst);
            }
            freePieces.release(pieces.size());
        }
    }

    private final class FileRoom extends Room {
        private final int size;

        FileRoom(int size) {
            this.size = size;
        }

        @Override
        void extend(int count) throws InterruptedException {
            freeFiles.acquire();
            boolean done = false;
            try {
                file().forEach(bytes::extend);
                done = true;
            } finally {
                if (!done) {
                    freeFiles.release();
                }
            }
        }

        private List<ByteBuffer> file() {
            if (size == fileBytes) {
                synchronized (idleFiles) {
                    List<ByteBuffer> idle = idleFiles.pollFirst();
                    if (idle != null) {
                        return idle;
                    }
                }
            }
            try {
                ByteBuffer mapped = TemporaryMapping.of(size);
                List<ByteBuffer> pieces = new ArrayList<>();
                for (int at = 0; at < size; at += PIECE_BYTES) {
                    pieces.add(mapped.slice(at, PIECE_BYTES));
                }
                return pieces;
            } catch (IOException e) {
                throw new BackupException(
                        ProblemCode.LOCAL_IO,
                        "no temporary file for a pack of " + (size >> 20) + " MiB: " + e.getMessage(),
                        "set TMPDIR to a folder with room for some packs, or choose a --pack-size of 32 or less",
                        e);
            }
        }

        @Override
        void giveBack() {
            List<ByteBuffer> pieces = bytes.removePieces();
            if (pieces.isEmpty()) {
                return;
            }
            if (size == fileBytes) {
                synchronized (idleFiles) {
                    idleFiles.addFirst(pieces);
                }
            }
            freeFiles.release();
        }
    }
}
