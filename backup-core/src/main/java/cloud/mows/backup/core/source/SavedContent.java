package cloud.mows.backup.core.source;

import cloud.mows.backup.core.id.BlobIds;

/** A file's content that lies in the repository. */
public record SavedContent(BlobIds blobs, long bytes) {}
