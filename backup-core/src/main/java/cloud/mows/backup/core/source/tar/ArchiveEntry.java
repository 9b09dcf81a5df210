package cloud.mows.backup.core.source.tar;

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
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A node of an archive as an entry of a source.
 *
 * @param isSaved whether it is a regular file whose content is in the repository
 * @param directory lists it, if it can be listed
 */
record ArchiveEntry(
        BytePath path, Node node, boolean isSaved, @Nullable Function<ArchiveEntry, SourceDirectory> directory)
        implements SourceEntry {
    @Override
    public ByteString name() {
        return path.name();
    }

    @Override
    public FileStat stat() {
        return stat(node);
    }

    static FileStat stat(Node node) {
        return new FileStat(
                type(node.type()),
                node.mode(),
                node.uid(),
                node.gid(),
                node.deviceId(),
                node.inode(),
                node.links(),
                node.size(),
                0,
                node.device(),
                node.mtime(),
                node.atime(),
                node.ctime(),
                false);
    }

    private static FileType type(NodeType type) {
        return switch (type) {
            case FILE -> FileType.FILE;
            case DIRECTORY -> FileType.DIRECTORY;
            case SYMLINK -> FileType.SYMLINK;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case FIFO -> FileType.FIFO;
            case SOCKET, IRREGULAR -> FileType.UNKNOWN;
        };
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
        return isSaved ? node : null;
    }

    @Override
    public SourceDirectory list() throws SourceException {
        if (directory == null) {
            throw new SourceException.Changed(path, "it is part of an archive", null);
        }
        return Objects.requireNonNull(directory.apply(this));
    }

    /** Nobody needs to; a file whose content was not wanted under the name that it came with may have another. */
    @Override
    public SourceContent open() throws SourceException {
        throw new SourceException.Unreadable(
                path, new IOException("its content came under another name, which is left out"));
    }
}
