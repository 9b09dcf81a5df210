package cloud.mows.backup.core.storage;

/** Is asked before a file is saved or removed, each time that it is tried. */
public interface WriteGuard {
    /** Asks nobody. */
    WriteGuard NONE = key -> {};

    /** Returns if the file may be saved or removed now, and throws if not: then it is not tried again either. */
    void ask(FileKey key);
}
