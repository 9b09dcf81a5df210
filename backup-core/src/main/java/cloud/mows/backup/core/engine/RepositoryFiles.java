package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.storage.FileKind;

/** The kinds of files of a repository that are named by a hash. */
public enum RepositoryFiles {
    PACKS("pack", FileKind.PACK),
    INDEX("index", FileKind.INDEX),
    SNAPSHOTS("snapshot", FileKind.SNAPSHOT),
    KEYS("key", FileKind.KEY),
    LOCKS("lock", FileKind.LOCK);

    private final String word;
    private final FileKind kind;

    RepositoryFiles(String word, FileKind kind) {
        this.word = word;
        this.kind = kind;
    }

    /** Names one of them in a sentence. */
    public String word() {
        return word;
    }

    FileKind kind() {
        return kind;
    }
}
