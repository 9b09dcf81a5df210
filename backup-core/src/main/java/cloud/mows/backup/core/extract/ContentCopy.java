package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.Node;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads a file's blobs in order, a few of them ahead. */
final class ContentCopy {
    /** Blobs have 1 MiB on average and 8 MiB at most. */
    private static final int AHEAD_MAX = 6;

    private final Repository repository;

    ContentCopy(Repository repository) {
        this.repository = repository;
    }

    void copy(Node file, OutputStream out) throws IOException {
        BlobIds content = file.content();
        if (content.size() == 1) {
            write(load(content.get(0)), out);
            return;
        }
        int ahead = Math.clamp(repository.concurrency(), 2, AHEAD_MAX);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Queue<Future<ByteSlice>> coming = new ArrayDeque<>();
            try {
                for (int i = 0; i < content.size(); i++) {
                    BlobId id = content.get(i);
                    coming.add(readers.submit(() -> load(id)));
                    if (coming.size() > ahead) {
                        write(get(coming.remove()), out);
                    }
                }
                while (!coming.isEmpty()) {
                    write(get(coming.remove()), out);
                }
            } finally {
                readers.shutdownNow();
            }
        }
    }

    private ByteSlice load(BlobId id) {
        return repository.load(BlobType.DATA, id);
    }

    private static ByteSlice get(Future<ByteSlice> blob) {
        try {
            return blob.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    private static void write(ByteSlice blob, OutputStream out) throws IOException {
        out.write(blob.array(), blob.offset(), blob.length());
    }
}
