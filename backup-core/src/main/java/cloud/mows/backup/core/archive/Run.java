package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.chunker.Chunker;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.TreesAhead;
import cloud.mows.backup.core.work.BufferPool;
import cloud.mows.backup.core.work.ByteBudget;
import cloud.mows.backup.core.work.CpuPool;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one run share: where blobs go, who computes, who counts, and whether it has failed. The first failure ends
 * the run; everything later only hastens to the end.
 */
final class Run implements AutoCloseable {
    /** Files the walker may be ahead of the readers. */
    private static final int FILES_AHEAD = 256;

    /** Bytes of chunks between readers and workers; their buffers are up to a quarter larger. */
    private static final int CHUNKS_BYTES_MAX = 24 << 20;

    private static final int IDLE_BYTES_MAX = 8 << 20;

    /** Above the number of chunks that fit: what exceeds it are directories, and then whoever ends one saves it. */
    private static final int SAVES_AHEAD = 256;

    final Repository repository;

    /** Of the previous backup, for the walker. */
    final TreesAhead parents;

    final Chunker chunker;
    final ArchiveObserver observer;
    final Tally tally = new Tally();
    final Semaphore filesAhead = new Semaphore(FILES_AHEAD);
    final ByteBudget chunksAhead = new ByteBudget(CHUNKS_BYTES_MAX);
    final BufferPool buffers = new BufferPool(IDLE_BYTES_MAX);
    /** The tree of all; fails with the run. */
    final CompletableFuture<BlobId> top = new CompletableFuture<>();

    /** What a dry run has seen. */
    private final Set<BlobId> wouldBeNew = ConcurrentHashMap.newKeySet();

    private final CpuPool<RuntimeException> readers;
    private final CpuPool<RuntimeException> workers;
    private final @Nullable PackWriter writer;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable BlobId zeroChunk;

    /** @param writer null to store nothing */
    Run(
            Repository repository,
            Chunker chunker,
            @Nullable PackWriter writer,
            ArchiveObserver observer,
            int readers,
            int workers) {
        this.repository = repository;
        this.parents = new TreesAhead(repository);
        this.chunker = chunker;
        this.writer = writer;
        this.observer = observer;
        this.readers = new CpuPool<>("read", readers, FILES_AHEAD);
        this.workers = new CpuPool<>("save", workers, SAVES_AHEAD);
    }

    /** Lets a reader do this, for which {@link #filesAhead} was acquired; what it throws ends the run. */
    void read(Runnable file) throws InterruptedException {
        readers.submit(() -> attempt(file));
    }

    /** Lets a worker do this; what it throws ends the run. */
    void compute(Runnable save) throws InterruptedException {
        workers.submit(() -> attempt(save));
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Saves a blob, or on a dry run finds out whether it would be new. */
    PackWriter.Saved save(BlobType type, ByteSlice plain, Coder coder) {
        throwIfFailed();
        PackWriter.Saved saved;
        if (writer != null) {
            saved = writer.save(type, plain, coder);
        } else {
            BlobId id = coder.id(plain);
            boolean isNew = !repository.index().has(type, id) && wouldBeNew.add(id);
            saved = new PackWriter.Saved(id, isNew, 0);
        }
        tally.blob(type == BlobType.TREE, saved, plain.length());
        return saved;
    }

    /** A chunk of zeros of the size that they are cut into, saved when first asked for. */
    BlobId zeroChunk() {
        BlobId known = zeroChunk;
        if (known == null) {
            try (Coder coder = repository.coder()) {
                known = save(BlobType.DATA, ByteSlice.of(new byte[chunker.zeroChunkBytes()]), coder)
                        .id();
            }
            zeroChunk = known;
        }
        return known;
    }

    void problem(BytePath path, String message) {
        tally.problems.increment();
        observer.problem(path, message);
    }

    void changedWhileRead(BytePath path, FileStat before, FileStat after) {
        tally.changedWhileRead.increment();
        String how = before.size() == after.size() ? "" : ", from " + before.size() + " to " + after.size() + " bytes";
        observer.changedWhileRead(
                path, path + ": changed while it was read" + how + "; saved as it was read, perhaps a mixture");
    }

    /** Ends the run; the first cause counts. */
    void fail(Throwable cause) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = cause;
        }
        top.completeExceptionally(cause);
    }

    boolean hasFailed() {
        return failure != null;
    }

    void throwIfFailed() {
        Throwable cause = failure;
        if (cause == null) {
            return;
        }
        switch (cause) {
            case BackupException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        }
    }

    static BackupException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
    }

    @Override
    public void close() {
        readers.close();
        workers.close();
    }
}
