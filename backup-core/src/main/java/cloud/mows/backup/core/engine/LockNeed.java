package cloud.mows.backup.core.engine;

/** What a verb needs of the others while it works. */
public enum LockNeed {
    /** Nothing: it only looks, or the user took the risk. */
    NONE,
    /** That nobody deletes. */
    SHARED,
    /** That nobody else works on the repository at all: it deletes. */
    EXCLUSIVE
}
