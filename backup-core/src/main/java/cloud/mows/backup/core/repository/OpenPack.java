package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackBuilder;
import org.jspecify.annotations.Nullable;

/** A pack that several threads fill. Once it is closed and nobody writes into it any more, it goes to the uploads. */
final class OpenPack {
    private final PackUploads uploads;
    private final PackBuilder builder;
    private boolean broken;
    private @Nullable PackUpload upload;

    OpenPack(PackUploads uploads, byte[] buffer) {
        this.uploads = uploads;
        this.builder = new PackBuilder(buffer);
    }

    /** @return where the sealed bytes go, or -1 if they do not fit */
    synchronized int reserve(BlobType type, BlobId id, int sealedLength, int uncompressedLength) {
        return builder.fits(sealedLength)
                ? builder.reserve(type, id, sealedLength, uncompressedLength).offset()
                : -1;
    }

    byte[] buffer() {
        return builder.buffer();
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
        upload = uploads.announce(builder);
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
