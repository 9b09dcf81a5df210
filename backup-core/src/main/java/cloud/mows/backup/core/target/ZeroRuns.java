package cloud.mows.backup.core.target;

/** What is done with zeros in a file's content. */
public enum ZeroRuns {
    WRITTEN,
    /** Blocks of zeros are left out: they become holes. */
    SKIPPED
}
