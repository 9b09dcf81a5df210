package cloud.mows.backup.core.snapshot;

/**
 * A snapshot as a person names it, with a path inside of it: {@code latest}, {@code latest~2}, {@code 9f3c21aa}, each with
 * or without {@code :/sub/dir}.
 *
 * @param path empty for the whole snapshot
 */
public sealed interface SnapshotReference {
    String path();

    /**
     * The newest that a filter lets through.
     *
     * @param back how many to go back from it: 0 is the newest itself
     */
    record Latest(int back, String path) implements SnapshotReference {}

    /**
     * The one whose identifier begins so.
     *
     * @param prefix lower-case hexadecimal digits, 1 to 64
     */
    record ById(String prefix, String path) implements SnapshotReference {}

    /** @throws IllegalArgumentException if it is none of the forms above */
    static SnapshotReference parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String path = colon < 0 ? "" : text.substring(colon + 1);
        if (name.equals("latest")) {
            return new Latest(0, path);
        }
        if (name.matches("latest~[0-9]{1,6}")) {
            return new Latest(Integer.parseInt(name.substring("latest~".length())), path);
        }
        if (name.matches("[0-9a-f]{1,64}")) {
            return new ById(name, path);
        }
        throw new IllegalArgumentException(
                "not a snapshot: '" + text + "' (examples: latest, 9f3c21aa, latest:/etc, 9f3c21aa:/etc)");
    }
}
