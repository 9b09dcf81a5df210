package cloud.mows.backup.core.prune;

/** What becomes of a pack that an index names. */
enum PackAction {
    KEEP,
    /** What is used of it is written again, then it is deleted. */
    REPACK,
    /** Nothing in it is used. */
    DELETE,
    /** It is not there, and nothing in it is used: the index forgets it. */
    FORGET
}
