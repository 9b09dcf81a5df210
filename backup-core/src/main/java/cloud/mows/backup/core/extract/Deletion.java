package cloud.mows.backup.core.extract;

/** What a restore removes of what is selected and in the target, but not in the snapshot. */
public enum Deletion {
    NONE,
    /** What a database would take for its own and newer than what was restored: see {@link DatabaseFiles}. */
    IN_DATABASES,
    ALL
}
