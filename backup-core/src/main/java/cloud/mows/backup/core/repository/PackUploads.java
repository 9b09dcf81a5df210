package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackBuilder;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stores closed packs in the background. Their memory is bounded by {@link PackMemory}: lent to the packs being filled, given
 * back when a pack is durable; writers wait for it.
 */
final class PackUploads implements AutoCloseable {
    private final Storage storage;
    private final BlobIndex index;
    private final CoderPool coders;
    private final PackMemory memory;
    private final ExecutorService threads;
    private List<PackUpload> announced = new ArrayList<>();
    private volatile @Nullable Throwable failure;

    PackUploads(Storage storage, BlobIndex index, CoderPool coders, int parallel, PackMemory memory) {
        this.storage = storage;
        this.index = index;
        this.coders = coders;
        this.memory = memory;
        this.threads = Executors.newFixedThreadPool(
                parallel, Thread.ofPlatform().daemon().name("upload-", 1).factory());
    }

    /** Memory for a pack of up to {@code bytesMax}, none at first. */
    PackMemory.Room room(int bytesMax) {
        return memory.room(bytesMax);
    }

    /** Waits until there is as much memory. */
    void await(PackMemory.Room room, int bytes) {
        try {
            room.ensure(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
        // Perhaps it is free because nothing is stored any more.
        throwIfFailed();
    }

    /** A closed pack that will be started when its last writer is done. */
    synchronized PackUpload announce(PackBuilder builder, PackMemory.Room room) {
        PackUpload upload = new PackUpload(this, builder, room);
        announced.add(upload);
        return upload;
    }

    /** All that were announced since the last call. */
    synchronized List<PackUpload> takeAll() {
        List<PackUpload> taken = announced;
        announced = new ArrayList<>();
        return taken;
    }

    void submit(PackUpload upload) {
        try {
            threads.execute(() -> store(upload));
        } catch (RejectedExecutionException e) {
            abandon(upload, new IllegalStateException("the writer is closed", e));
        }
    }

    /** Gives up on a pack that will not be stored. */
    void abandon(PackUpload upload, Throwable cause) {
        upload.fail(cause);
        upload.giveBack();
    }

    private void store(PackUpload upload) {
        PackBuilder builder = upload.builder();
        BlobType type = builder.type();
        try {
            throwIfFailed();
            PackBuilder.Pack pack = finish(builder);
            FileKey file = new FileKey(FileKind.PACK, pack.id().hex());
            if (type == BlobType.TREE) {
                storage.copies().want(file);
            }
            storage.save(file, pack.content());
            IndexedPack indexed = new IndexedPack(pack.id(), pack.blobs());
            index.place(indexed);
            upload.succeed(indexed);
        } catch (StorageException e) {
            upload.fail(StorageProblems.problem(e));
        } catch (RuntimeException | Error e) {
            upload.fail(e);
        } finally {
            upload.giveBack();
        }
    }

    private PackBuilder.Pack finish(PackBuilder builder) {
        try (Coder coder = coders.borrow()) {
            return builder.finish(coder.sealer, coder.hasher);
        }
    }

    synchronized void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    void throwIfFailed() {
        Throwable cause = failure;
        if (cause != null) {
            throw asUnchecked(cause);
        }
    }

    static RuntimeException asUnchecked(Throwable cause) {
        return switch (cause) {
            case BackupException e -> new BackupException(e.problem(), e);
            case Error e -> throw e;
            default -> new IllegalStateException(cause);
        };
    }

    /** Waits for the uploads under way; when interrupted, only for those that a thread has begun. */
    @Override
    public void close() {
        threads.shutdown();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                failed(new BackupException(ProblemCode.CANCELLED, "interrupted", "", e));
                // Having failed they end at once, and whoever waits for them hears of it.
                threads.shutdownNow().forEach(Runnable::run);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
