package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.util.List;

/**
 * What copying did.
 *
 * @param copied what was saved in the target
 * @param skipped snapshots of the source that were there already
 * @param blobs written to the target
 * @param storedBytes what they take there
 */
public record CopyReport(List<SavedSnapshot> copied, List<SavedSnapshot> skipped, long blobs, long storedBytes) {
    public CopyReport {
        copied = List.copyOf(copied);
        skipped = List.copyOf(skipped);
    }
}
