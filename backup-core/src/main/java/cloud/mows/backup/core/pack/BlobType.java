package cloud.mows.backup.core.pack;

/** What a blob holds. The word is that of index files. */
public enum BlobType {
    /** A chunk of a file. */
    DATA("data"),
    /** One directory as JSON. */
    TREE("tree");

    private final String word;

    BlobType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
