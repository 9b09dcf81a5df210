package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.PackedBlob;

/** A blob and the pack that holds it. */
public record BlobLocation(PackId pack, PackedBlob blob) {}
