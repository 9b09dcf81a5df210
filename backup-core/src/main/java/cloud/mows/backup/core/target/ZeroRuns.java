package cloud.mows.backup.core.target;

/** What is done with zeros in a file's content. */
public enum ZeroRuns {
    WRITTEN,
    /** Aligned blocks of zeros become holes. */
    SKIPPED
}
