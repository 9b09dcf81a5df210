package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.NativeBytes;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackBuilder;
import org.jspecify.annotations.Nullable;

/** A pack that several threads fill. Once it is closed and nobody writes into it any more, it goes to the uploads. */
final class OpenPack {
    private final PackUploads uploads;
    private final PackMemory.Room room;
    private final PackBuilder builder;
    private boolean broken;
    private @Nullable PackUpload upload;

    /** @param bytesMax how long it may become */
    OpenPack(PackUploads uploads, PackMemory.Room room, int bytesMax) {
        this.uploads = uploads;
        this.room = room;
        this.builder = new PackBuilder(room.bytes, bytesMax);
    }

    synchronized boolean fits(int sealedLength) {
        return builder.fits(sealedLength);
    }

    /**
     * Takes a place for a blob that fits; waits for the memory. One thread at a time.
     *
     * @return where the sealed bytes go
     */
    int reserve(BlobType type, BlobId id, int sealedLength, int uncompressedLength) {
        // Without the lock, which those who commit need.
        uploads.await(room, bytesWith(sealedLength));
        synchronized (this) {
            return builder.reserve(type, id, sealedLength, uncompressedLength).offset();
        }
    }

    private synchronized int bytesWith(int sealedLength) {
        return builder.bytesWith(sealedLength);
    }

    NativeBytes memory() {
        return room.bytes;
    }

    synchronized int bytes() {
        return builder.bytes();
    }

    /** @param sealed false if the reserved place was left unwritten: the pack must not leave this process */
    synchronized void commit(boolean sealed) {
        broken |= !sealed;
        builder.commit();
        startIfSettled();
    }

    synchronized void close() {
        if (builder.isEmpty()) {
            // Nothing came of it: its first blob did not get its memory.
            room.giveBack();
            return;
        }
        upload = uploads.announce(builder, room);
        startIfSettled();
    }

    private void startIfSettled() {
        if (upload != null && builder.isSettled()) {
            if (broken) {
                uploads.abandon(upload, new IllegalStateException("a blob could not be sealed"));
            } else {
                upload.start();
            }
        }
    }
}
