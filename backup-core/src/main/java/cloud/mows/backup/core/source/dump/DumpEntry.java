package cloud.mows.backup.core.source.dump;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dump whose content is in the repository, the directory of all dumps, or one above it.
 *
 * @param listing of the directory of all dumps
 */
record DumpEntry(BytePath path, Node node, @Nullable SourceDirectory listing) implements SourceEntry {
    @Override
    public ByteString name() {
        return path.name();
    }

    @Override
    public FileStat stat() {
        return stat(node, isFile() ? FileType.FILE : FileType.DIRECTORY);
    }

    private boolean isFile() {
        return node.type() == NodeType.FILE;
    }

    static FileStat stat(Node node, FileType type) {
        return new FileStat(
                type,
                node.mode(),
                node.uid(),
                node.gid(),
                0,
                0,
                1,
                node.size(),
                0,
                0,
                node.mtime(),
                node.atime(),
                node.ctime(),
                false);
    }

    @Override
    public SourceEntry refresh() {
        return this;
    }

    @Override
    public DescribedNode describe() {
        return new DescribedNode(node, List.of());
    }

    @Override
    public @Nullable Node saved() {
        return isFile() ? node : null;
    }

    @Override
    public SourceDirectory list() throws SourceException {
        if (listing == null) {
            throw new SourceException.Changed(path, "it is part of a stream of dumps", null);
        }
        return listing;
    }

    /** Nobody needs to. */
    @Override
    public SourceContent open() throws SourceException {
        throw new SourceException.Unreadable(path, new IOException("its content can be had only once"));
    }
}
