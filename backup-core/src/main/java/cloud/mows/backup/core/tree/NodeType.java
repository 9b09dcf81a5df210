package cloud.mows.backup.core.tree;

/** What a node is; the word is that of the tree's JSON. */
public enum NodeType {
    FILE("file"),
    DIRECTORY("dir"),
    SYMLINK("symlink"),
    BLOCK_DEVICE("dev"),
    CHARACTER_DEVICE("chardev"),
    FIFO("fifo"),
    SOCKET("socket"),
    /** Something the writing program had no word for; kept, never restored. */
    IRREGULAR("irregular");

    private final String word;

    NodeType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
