package cloud.mows.backup.core.extract;

import java.util.Locale;

/** What was done, or in a dry run would be done, with one entry. */
public enum ExtractAction {
    /** It was not there. */
    RESTORED,
    /** What was there had another content. */
    UPDATED,
    /** What was there stays, apart from its metadata. */
    UNCHANGED,
    /** What was there stays as it is, as the user said. */
    SKIPPED,
    /** It is not in the snapshot. */
    DELETED;

    /** As the command line shows it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
