package cloud.mows.backup.core.repair;

/**
 * What one path of a snapshot loses by being repaired.
 *
 * @param path from the snapshot's root, beginning with a slash; bytes that are no text are replaced
 * @param bytes of its content that are gone, as far as that is known
 */
public record Loss(String path, What what, long bytes) {
    public enum What {
        /** Parts of the file's content are missing; it has what is left. */
        FILE_CUT,
        /** Nothing is missing, but the recorded size was not that of the content. */
        SIZE_CORRECTED,
        /** The directory's tree is missing or damaged: nothing in it is known any more. */
        DIRECTORY_EMPTIED,
        /** An entry of a kind that nobody knows. */
        ENTRY_REMOVED,
        /** The root cannot be read: nothing of the snapshot is left. */
        EVERYTHING
    }
}
