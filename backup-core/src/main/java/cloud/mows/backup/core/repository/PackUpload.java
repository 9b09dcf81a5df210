package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.PackBuilder;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One closed pack on its way to the storage. */
final class PackUpload {
    private final PackUploads uploads;
    private final PackBuilder builder;
    private final PackMemory.Room room;
    private final CompletableFuture<IndexedPack> stored = new CompletableFuture<>();

    PackUpload(PackUploads uploads, PackBuilder builder, PackMemory.Room room) {
        this.uploads = uploads;
        this.builder = builder;
        this.room = room;
    }

    void start() {
        uploads.submit(this);
    }

    PackBuilder builder() {
        return builder;
    }

    /** Its memory is for others. */
    void giveBack() {
        room.giveBack();
    }

    void succeed(IndexedPack pack) {
        stored.complete(pack);
    }

    void fail(Throwable cause) {
        uploads.failed(cause);
        stored.completeExceptionally(cause);
    }

    /** Waits until the pack is durable; throws what kept it from that. */
    IndexedPack await() {
        try {
            return stored.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        } catch (ExecutionException e) {
            throw PackUploads.asUnchecked(e.getCause() == null ? e : e.getCause());
        }
    }
}
