package cloud.mows.backup.core.target;

import java.util.function.Predicate;

/**
 * Which of the recorded metadata a restore applies.
 *
 * @param xattrs names that are set, and removed where the backup does not have them; others are left alone
 */
public record MetadataPolicy(Owners owners, Predicate<String> xattrs) {
    /** By number, every attribute. */
    public static final MetadataPolicy ALL = new MetadataPolicy(Owners.BY_NUMBER, name -> true);

    /** How the owner and group are found. */
    public enum Owners {
        BY_NUMBER,
        /** By name where this machine knows it, else by number. */
        BY_NAME,
        /** Whoever restores owns everything; files lose set-user-id and set-group-id. */
        IGNORED
    }
}
