package cloud.mows.backup.core.storage.s3;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;

/**
 * Where the files of a store are in its bucket: restic's default layout.
 *
 * @param prefix without slashes at its ends; may be empty
 */
record ObjectNames(String prefix) {
    String object(FileKey key) {
        return switch (key.kind()) {
            case CONFIG -> below(FileKind.CONFIG.folder());
            case PACK ->
                folder(FileKind.PACK) + (key.name().length() > 2 ? key.name().substring(0, 2) + "/" : "") + key.name();
            case KEY, LOCK, SNAPSHOT, INDEX -> folder(key.kind()) + key.name();
        };
    }

    /** What the names of all objects of a kind start with. */
    String folder(FileKind kind) {
        return below(kind.folder()) + "/";
    }

    private String below(String name) {
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }
}
