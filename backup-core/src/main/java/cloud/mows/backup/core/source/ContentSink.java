package cloud.mows.backup.core.source;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;

/** Takes contents from a source that can give each of them only once, in an order of its own. For one thread. */
public interface ContentSink {
    /** Whether the content of this file will be asked for. */
    boolean wants(BytePath path, FileStat stat);

    /**
     * Saves all of a content.
     *
     * @throws SourceException as reading it does; whether anything can be read after that, the source knows
     */
    SavedContent save(BytePath path, SourceContent content) throws SourceException, InterruptedException;

    /** Something of the source cannot be saved; the rest is. */
    void problem(BytePath path, String message);
}
