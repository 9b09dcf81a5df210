package cloud.mows.backup.core.storage;

/** The folders of a store (restic doc/design.rst, "Repository Layout"). */
public enum FileKind {
    /** One file without a name of its own. */
    CONFIG("config"),
    KEY("keys"),
    LOCK("locks"),
    SNAPSHOT("snapshots"),
    INDEX("index"),
    /** Packs; directories and object stores spread them over 256 folders by the first two characters of the name. */
    PACK("data");

    private final String folder;

    FileKind(String folder) {
        this.folder = folder;
    }

    /** The folder's name, for {@link #CONFIG} the file's. */
    public String folder() {
        return folder;
    }
}
