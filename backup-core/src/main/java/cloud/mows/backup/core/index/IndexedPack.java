package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.List;

/** A pack and what is in it, as an index file lists it. */
public record IndexedPack(PackId pack, List<PackedBlob> blobs) {
    public IndexedPack {
        blobs = List.copyOf(blobs);
    }
}
