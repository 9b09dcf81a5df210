package cloud.mows.backup.core.archive;

/**
 * When a target has lost so much since the parent snapshot that nobody can have meant it: a disk that is not mounted, a
 * volume that came up empty. The run then ends before it makes a snapshot, for later ones would be taken for the whole.
 *
 * @param emptiedFilesMin files that a directory must have had for being empty now to count; one is enough where another
 *     directory has taken its place, as under a disk that is not mounted
 * @param filesMin a target that had fewer files may lose any share of them
 * @param lostPercentMax share of its files that a target may lose
 */
public record LossRule(long emptiedFilesMin, long filesMin, int lostPercentMax) {
    public static final LossRule DEFAULT = new LossRule(10, 1000, 90);

    public LossRule {
        if (emptiedFilesMin < 1 || filesMin < 1 || lostPercentMax < 0 || lostPercentMax > 100) {
            throw new IllegalArgumentException(
                    "a loss of " + emptiedFilesMin + " files, or of " + lostPercentMax + " % of " + filesMin);
        }
    }

    /** @param found of the files that there were; the others are {@code lost} */
    boolean allowsShare(long found, long lost) {
        double before = (double) found + lost;
        return before < filesMin || lost <= before * lostPercentMax / 100;
    }
}
