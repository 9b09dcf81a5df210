package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.repository.Repository;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * What pruning would do, computed before anything is changed. It refers to the repository's index and is void once that is
 * read again, or the lock under which it was made is released.
 */
public final class PrunePlan {
    private final Repository repository;
    private final PruneCounts counts;
    private final List<PackId> unreferenced;
    private final IndexChoice index;
    private final BlobTable table;
    private final PackActions actions;
    private final BlobMarks moving;

    PrunePlan(
            Repository repository,
            PruneCounts counts,
            List<PackId> unreferenced,
            IndexChoice index,
            BlobTable table,
            PackActions actions,
            BlobMarks moving) {
        this.repository = repository;
        this.counts = counts;
        this.unreferenced = List.copyOf(unreferenced);
        this.index = index;
        this.table = table;
        this.actions = actions;
        this.moving = moving;
    }

    public PruneCounts counts() {
        return counts;
    }

    /** Packs that no index names; deleted first. */
    public List<PackId> unreferencedPacks() {
        return unreferenced;
    }

    /** Packs that are written again without what is unused. */
    public Stream<PackId> repackedPacks() {
        return actions.with(PackAction.REPACK);
    }

    /** Packs that hold nothing used. */
    public Stream<PackId> unusedPacks() {
        return actions.with(PackAction.DELETE);
    }

    /** Packs that are missing but not needed: the index forgets them. */
    public Stream<PackId> missingPacks() {
        return actions.with(PackAction.FORGET);
    }

    /** Index files that are replaced. */
    public List<IndexId> replacedIndexFiles() {
        return index.replaced();
    }

    /** Whether there is nothing to do. */
    public boolean isEmpty() {
        return unreferenced.isEmpty() && index.replaced().isEmpty();
    }

    Repository repository() {
        return repository;
    }

    BlobTable table() {
        return table;
    }

    PackActions actions() {
        return actions;
    }

    /** The packs that the new index files list. */
    BitSet relisted() {
        return index.relisted();
    }

    /** The places whose blobs are written again. */
    BlobMarks moving() {
        return moving;
    }
}
