package cloud.mows.backup.core.extract;

/**
 * What became of a restore. Files are entries of any type; the bytes of a hard link count once.
 *
 * @param filesRestored written or brought up to date
 * @param filesSkipped whose content was right already, or that were to stay
 * @param filesVerified read again after they were written
 * @param problems things that could not be restored, each told to the observer
 */
public record ExtractReport(
        long filesTotal,
        long filesRestored,
        long filesSkipped,
        long filesDeleted,
        long bytesTotal,
        long bytesRestored,
        long bytesSkipped,
        long filesVerified,
        long problems) {

    /** Everything that was asked for is there. */
    public boolean isComplete() {
        return problems == 0;
    }
}
