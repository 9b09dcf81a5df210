package cloud.mows.backup.core.storage;

/**
 * Names one file of a store.
 *
 * @param name letters and digits only (64 hexadecimal digits in practice), so it is safe in every file system and URL;
 *     empty for {@link FileKind#CONFIG}
 */
public record FileKey(FileKind kind, String name) {
    public static final FileKey CONFIG = new FileKey(FileKind.CONFIG, "");

    public FileKey {
        if (name.isEmpty() != (kind == FileKind.CONFIG)) {
            throw new IllegalArgumentException("kind " + kind + " with the name '" + name + "'");
        }
        if (!name.isEmpty() && !isName(name)) {
            throw new IllegalArgumentException("a file of a store is named by lower-case letters and digits: " + name);
        }
    }

    /** Whether a file of any kind but {@link FileKind#CONFIG} can have this name: listings leave others out. */
    public static boolean isName(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'z')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** For messages: {@code data/9f3c21aa}. */
    @Override
    public String toString() {
        if (kind == FileKind.CONFIG) {
            return kind.folder();
        }
        return kind.folder() + "/" + (name.length() > 8 ? name.substring(0, 8) : name);
    }
}
