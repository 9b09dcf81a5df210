package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.index.PackTable;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.repository.Repository;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

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

    static IndexChoice of(Repository repository, PackActions actions) {
        PackTable packs = actions.packs();
        List<IndexId> files = repository.indexFiles().names();
        BitSet once = new BitSet(packs.size());
        BitSet twice = new BitSet(packs.size());
        for (IndexId file : files) {
            try (Segment segment = repository.indexFiles().open(file)) {
                for (int p = 0; p < segment.packCount(); p++) {
                    int pack = packs.find(segment.pack(p));
                    if (pack >= 0) {
                        (once.get(pack) ? twice : once).set(pack);
                    }
                }
            }
        }
        List<IndexId> replaced = new ArrayList<>();
        List<IndexId> small = new ArrayList<>();
        for (IndexId file : files) {
            try (Segment segment = repository.indexFiles().open(file)) {
                if (mustGo(segment, actions, twice)) {
                    replaced.add(file);
                } else if (segment.count() < SMALL_BLOBS) {
                    small.add(file);
                }
            }
        }
        if (small.size() > SMALL_FILES_MAX) {
            replaced.addAll(small);
        }
        return new IndexChoice(replaced, staying(repository, actions, replaced));
    }

    private static boolean mustGo(Segment segment, PackActions actions, BitSet twice) {
        for (int p = 0; p < segment.packCount(); p++) {
            int pack = actions.packs().find(segment.pack(p));
            if (pack >= 0 && (actions.get(pack) != PackAction.KEEP || twice.get(pack))) {
                return true;
            }
        }
        return segment.count() == 0;
    }

    private static BitSet staying(Repository repository, PackActions actions, List<IndexId> replaced) {
        BitSet staying = new BitSet(actions.packs().size());
        for (IndexId file : replaced) {
            try (Segment segment = repository.indexFiles().open(file)) {
                for (int p = 0; p < segment.packCount(); p++) {
                    int pack = actions.packs().find(segment.pack(p));
                    if (pack >= 0 && actions.get(pack) == PackAction.KEEP) {
                        staying.set(pack);
                    }
                }
            }
        }
        return staying;
    }
}
