package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** One name of a source and what it was when it was looked at. It holds nothing open and may outlive its directory. */
public interface SourceEntry {
    /** The last element of the path; {@code /} for the root itself. */
    ByteString name();

    BytePath path();

    FileStat stat();

    /** The same name looked at again: for another attempt after {@link SourceException.Changed}. */
    SourceEntry refresh() throws SourceException;

    /** Everything but content and subtree. Reads the link target and the extended attributes. */
    DescribedNode describe() throws SourceException;

    /** The whole node of a regular file whose content {@link Source#readAhead} has handed over; null for all others. */
    default @Nullable Node saved() {
        return null;
    }

    /** @throws SourceException.Changed if it is no directory any more */
    SourceDirectory list() throws SourceException;

    /**
     * Opens a regular file for reading.
     *
     * @throws SourceException.Changed if the name now means something else
     */
    SourceContent open() throws SourceException;
}
