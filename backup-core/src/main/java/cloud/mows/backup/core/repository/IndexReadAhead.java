package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads index files in the background while the one before is taken in. Memory: their JSON, ten megabytes each. */
final class IndexReadAhead implements AutoCloseable {
    private static final int FILES_MAX = 3;

    private final IndexStore store;
    private final Iterator<IndexId> files;
    private final Deque<Future<ByteSlice>> reading = new ArrayDeque<>();
    private final ExecutorService threads;

    IndexReadAhead(IndexStore store, List<IndexId> files) {
        this.store = store;
        this.files = files.iterator();
        this.threads = Executors.newFixedThreadPool(
                Math.clamp(store.concurrency(), 1, FILES_MAX),
                Thread.ofPlatform().daemon().name("index-read-", 1).factory());
        for (int i = 0; i < FILES_MAX; i++) {
            readAnother();
        }
    }

    private void readAnother() {
        if (files.hasNext()) {
            IndexId file = files.next();
            reading.add(threads.submit(() -> store.json(file)));
        }
    }

    /** The JSON of the next file. */
    ByteSlice next() {
        try {
            return reading.remove().get();
        } catch (ExecutionException e) {
            throw PackUploads.asUnchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        } finally {
            readAnother();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        // What they use may be closed next.
        threads.close();
    }
}
