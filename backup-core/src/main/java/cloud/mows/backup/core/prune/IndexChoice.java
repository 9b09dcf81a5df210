package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.index.BlobTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which index files are replaced: those that name a pack that goes, those that list a pack which another file lists too (a
 * cut-off run leaves such), and small ones if there are many.
 *
 * @param relisted the packs, by number, that the new index files list: all that stay of the replaced ones
 */
record IndexChoice(List<IndexId> replaced, BitSet relisted) {
    private static final long SMALL_BLOBS = 8_192;
    private static final int SMALL_FILES_MAX = 16;

    IndexChoice {
        replaced = List.copyOf(replaced);
    }

    /** @param files all that there are */
    static IndexChoice of(List<IndexId> files, BlobTable table, PackActions actions) {
        BitSet once = new BitSet(table.packs().size());
        BitSet twice = new BitSet(table.packs().size());
        Map<IndexId, Long> blobsListed = new TreeMap<>();
        files.forEach(file -> blobsListed.put(file, 0L));
        table.forEachListing((file, pack, blobs) -> {
            (once.get(pack) ? twice : once).set(pack);
            blobsListed.merge(file, (long) blobs, Long::sum);
        });
        Set<IndexId> going = new HashSet<>();
        table.forEachListing((file, pack, blobs) -> {
            if (actions.get(pack) != PackAction.KEEP || twice.get(pack)) {
                going.add(file);
            }
        });
        List<IndexId> replaced = new ArrayList<>();
        List<IndexId> small = new ArrayList<>();
        blobsListed.forEach((file, blobs) -> {
            if (blobs == 0 || going.contains(file)) {
                replaced.add(file);
            } else if (blobs < SMALL_BLOBS) {
                small.add(file);
            }
        });
        if (small.size() > SMALL_FILES_MAX) {
            replaced.addAll(small);
        }
        return new IndexChoice(replaced, staying(table, actions, Set.copyOf(replaced)));
    }

    private static BitSet staying(BlobTable table, PackActions actions, Set<IndexId> replaced) {
        BitSet staying = new BitSet(table.packs().size());
        table.forEachListing((file, pack, blobs) -> {
            if (actions.get(pack) == PackAction.KEEP && replaced.contains(file)) {
                staying.set(pack);
            }
        });
        return staying;
    }
}
