package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import java.util.List;

/**
 * What repairing the index found and did, or would do.
 *
 * @param unreadableIndexFiles removed, for nobody can read them
 * @param addedPacks were in no index, or with another size; they are listed now as their headers say
 * @param missingPacks were listed but are not there; listed no more
 * @param unreadablePacks are there, but not even their headers can be read: listed as before, if they were, so that
 *     what is in them can be salvaged
 */
public record IndexRepairReport(
        List<IndexId> unreadableIndexFiles,
        List<PackId> addedPacks,
        List<PackId> missingPacks,
        List<PackId> unreadablePacks,
        int writtenIndexFiles,
        int removedIndexFiles) {
    public IndexRepairReport {
        unreadableIndexFiles = List.copyOf(unreadableIndexFiles);
        addedPacks = List.copyOf(addedPacks);
        missingPacks = List.copyOf(missingPacks);
        unreadablePacks = List.copyOf(unreadablePacks);
    }

    /** Whether the index agreed with the packs. */
    public boolean isClean() {
        return unreadableIndexFiles.isEmpty()
                && addedPacks.isEmpty()
                && missingPacks.isEmpty()
                && unreadablePacks.isEmpty();
    }
}
