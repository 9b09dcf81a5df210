package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.pack.PackedBlob;

/** Counts blobs and their stored bytes. */
final class BlobTally {
    long usedBlobs;
    long usedBytes;
    long duplicateBlobs;
    long duplicateBytes;
    long unusedBlobs;
    long unusedBytes;

    void used(PackedBlob blob) {
        usedBlobs++;
        usedBytes += blob.length();
    }

    void duplicate(PackedBlob blob) {
        duplicateBlobs++;
        duplicateBytes += blob.length();
    }

    void unused(PackedBlob blob) {
        unusedBlobs++;
        unusedBytes += blob.length();
    }
}
