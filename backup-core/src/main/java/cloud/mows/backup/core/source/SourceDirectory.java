package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import java.util.List;

/** A listed directory. Entries stay usable after it is closed; closing tells that the walker is done here. */
public interface SourceDirectory extends AutoCloseable {
    BytePath path();

    /** As it was when it was opened; its device differs from the entry's where something is mounted by opening. */
    FileStat stat();

    /** In the order of a tree's nodes, that of the unsigned bytes. */
    List<ByteString> names();

    /** @throws SourceException.Vanished if the name went away since */
    SourceEntry entry(ByteString name) throws SourceException;

    @Override
    void close();
}
