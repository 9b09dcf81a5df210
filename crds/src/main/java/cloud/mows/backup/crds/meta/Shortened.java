package cloud.mows.backup.crds.meta;

/** Texts of others, which may be longer than a field. */
public final class Shortened {
    /** What most messages may have. */
    public static final int MESSAGE_MAX = 1024;

    private Shortened() {}

    /** @param max length of the result, whose last character says that something is missing */
    public static String to(int max, String text) {
        return text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }
}
