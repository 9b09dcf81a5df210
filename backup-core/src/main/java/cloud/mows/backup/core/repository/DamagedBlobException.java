package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.pack.PackedBlob;

/** A stored blob is not what it must be. The caller adds which pack. */
public final class DamagedBlobException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedBlobException(PackedBlob blob, String what) {
        super(blob.type().word() + " blob " + blob.id() + " at offset " + blob.offset() + " " + what);
    }
}
