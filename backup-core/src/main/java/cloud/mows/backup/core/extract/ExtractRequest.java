package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.target.ZeroRuns;

/**
 * What to restore and how.
 *
 * @param tree the folder whose entries are put into the target; its own metadata are not applied
 * @param deletion of what is in the target and selected, but not in the snapshot
 * @param verify reads each written file again and compares
 * @param dryRun changes nothing, and counts and names what would be done
 */
public record ExtractRequest(
        BlobId tree,
        Selection selection,
        Overwrite overwrite,
        ZeroRuns zeroRuns,
        Deletion deletion,
        boolean verify,
        boolean dryRun) {

    public ExtractRequest {
        if (verify && dryRun) {
            throw new IllegalArgumentException("a dry run writes nothing that could be verified");
        }
    }

    public static ExtractRequest all(BlobId tree) {
        return new ExtractRequest(tree, Selection.ALL, Overwrite.ALWAYS, ZeroRuns.WRITTEN, Deletion.NONE, false, false);
    }

    public ExtractRequest withSelection(Selection chosen) {
        return new ExtractRequest(tree, chosen, overwrite, zeroRuns, deletion, verify, dryRun);
    }

    public ExtractRequest withOverwrite(Overwrite chosen) {
        return new ExtractRequest(tree, selection, chosen, zeroRuns, deletion, verify, dryRun);
    }

    public ExtractRequest withZeroRuns(ZeroRuns chosen) {
        return new ExtractRequest(tree, selection, overwrite, chosen, deletion, verify, dryRun);
    }

    public ExtractRequest withDeletion(Deletion chosen) {
        return new ExtractRequest(tree, selection, overwrite, zeroRuns, chosen, verify, dryRun);
    }

    public ExtractRequest withVerify(boolean chosen) {
        return new ExtractRequest(tree, selection, overwrite, zeroRuns, deletion, chosen, dryRun);
    }

    public ExtractRequest withDryRun(boolean chosen) {
        return new ExtractRequest(tree, selection, overwrite, zeroRuns, deletion, verify, chosen);
    }
}
