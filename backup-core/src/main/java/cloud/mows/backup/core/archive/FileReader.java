package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.work.Buffer;
import cloud.mows.backup.core.work.Reservation;
import java.util.Arrays;

/**
 * Reads one file after the other, cuts it into chunks and saves them. A small file is saved by the reading thread itself; the
 * chunks of a larger one are shared out, so that one large file keeps all processors busy. For one thread: it owns a buffer of
 * the largest chunk.
 */
final class FileReader {
    /** Up to here a file is not worth handing its chunks to other threads. */
    private static final int INLINE_BYTES = 2 << 20;

    private static final int READ_BYTES = 1 << 20;
    private static final int BUFFER_BYTES_MIN = 64 << 10;

    private final Run run;
    private final int maxBytes;
    private byte[] buffer = new byte[BUFFER_BYTES_MIN];

    // The file being read.
    private ChunkList chunks = new ChunkList();
    private boolean sharing;
    private int filled;
    private long pendingZeros;
    private long total;

    /** Bytes of the file that the observer knows of. */
    private long announced;

    FileReader(Run run) {
        this.run = run;
        this.maxBytes = run.chunker.maxBytes();
    }

    /** What reading a file gave. */
    record Content(BlobIds blobs, long bytes) {}

    /**
     * Saves everything until the end of {@code content}.
     *
     * @param again whether it is another attempt at the same file, of which only what is longer is news
     */
    Content read(SourceContent content, boolean again) throws SourceException, InterruptedException {
        long expected = content.expectedBytes();
        chunks = new ChunkList();
        sharing = expected > INLINE_BYTES;
        filled = 0;
        pendingZeros = 0;
        total = 0;
        announced = again ? announced : 0;
        ensureRoom((int) Math.min(expected, READ_BYTES - 1) + 1);
        int examined = 0;
        boolean end = false;
        while (!end) {
            end = !fill(content);
            int length;
            while ((length = run.chunker.cut(buffer, 0, filled, examined, end)) > 0) {
                save(length);
                filled -= length;
                System.arraycopy(buffer, length, buffer, 0, filled);
                examined = 0;
            }
            examined = filled;
        }
        return new Content(chunks.await(run), total);
    }

    /** Adds some bytes behind the filled ones; false at the end of the file. */
    private boolean fill(SourceContent content) throws SourceException {
        run.throwIfFailed();
        pendingZeros += content.skipHole();
        if (filled == 0) {
            saveZeros();
        }
        if (pendingZeros > 0) {
            ensureRoom((int) Math.min(pendingZeros, READ_BYTES));
            int count = (int) Math.min(pendingZeros, buffer.length - filled);
            Arrays.fill(buffer, filled, filled + count, (byte) 0);
            pendingZeros -= count;
            took(count);
            return true;
        }
        ensureRoom(1);
        int count = content.read(buffer, filled, Math.min(READ_BYTES, buffer.length - filled));
        if (count < 0) {
            return false;
        }
        took(count);
        return true;
    }

    private void took(int count) {
        filled += count;
        passed(count);
    }

    private void passed(int count) {
        total += count;
        if (total > announced) {
            run.observer.bytes(total - announced);
            announced = total;
        }
    }

    /**
     * The chunks of zeros are all of one size, so a hole at a chunk's start is cut without looking at it: this makes a sparse
     * file of 100 GB a matter of milliseconds.
     */
    private void saveZeros() {
        int length = run.chunker.zeroChunkBytes();
        while (pendingZeros >= length) {
            chunks.add(run.zeroChunk());
            pendingZeros -= length;
            passed(length);
        }
    }

    private void ensureRoom(int bytes) {
        long needed = Math.min((long) filled + bytes, maxBytes);
        if (buffer.length < needed) {
            int size = Integer.highestOneBit((int) needed - 1) << 1;
            buffer = Arrays.copyOf(buffer, Math.min(size, maxBytes));
        }
    }

    private void save(int length) throws InterruptedException {
        ByteSlice chunk = new ByteSlice(buffer, 0, length);
        if (!sharing) {
            try (Coder coder = run.repository.coder()) {
                chunks.add(run.save(BlobType.DATA, chunk, coder).id());
            }
            return;
        }
        Reservation room = run.chunksAhead.acquire(length);
        Buffer copy = run.buffers.take(length);
        System.arraycopy(buffer, 0, copy.array(), 0, length);
        ChunkList.Slot slot = chunks.expect();
        run.compute(() -> {
            BlobId id = null;
            try (room;
                    copy;
                    Coder coder = run.repository.coder()) {
                id = run.save(BlobType.DATA, copy.slice(length), coder).id();
            } catch (Throwable e) {
                // Before the slot is fulfilled, so that the file does not seem whole without this chunk.
                run.fail(e);
            } finally {
                slot.fulfil(id);
            }
        });
    }
}
