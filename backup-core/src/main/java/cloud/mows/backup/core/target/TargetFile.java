package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.tree.Node;
import java.util.List;

/** A regular file in the making. Its descriptor may be closed and opened again meanwhile, so many may be in the making. */
public interface TargetFile extends AutoCloseable {
    /** Writes the bytes at {@code offset}; in any order and from any thread, ranges not overlapping. */
    void write(ByteSlice bytes, long offset) throws TargetException;

    /**
     * Gives the file the node's size (what was not written reads as zeros), metadata and at last its name, in place of
     * what had it. No write may be under way.
     *
     * @throws TargetException.Taken if a directory has the name
     */
    List<MetadataProblem> commit(Node node, Durability durability) throws TargetException;

    /** Removes what was written, unless it was committed. */
    @Override
    void close();

    /** How much a commit waits for. */
    enum Durability {
        /** The content is on disk before the file has its name. */
        SYNCED,
        /** Whatever the system does by itself. */
        LEFT_TO_SYSTEM
    }
}
