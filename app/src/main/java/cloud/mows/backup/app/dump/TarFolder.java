package cloud.mows.backup.app.dump;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tar.TarEntry;
import cloud.mows.backup.core.tar.TarWriter;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** POSIX.1-2001 tar: names as bytes, nanoseconds, extended attributes, hard links, devices. */
final class TarFolder implements FolderDump.Sink {
    private static final int LINKS_MAX = 200_000;

    private final SnapshotFiles files;
    private final TarWriter tar;
    private final Map<Inode, ByteString> firstNames = new HashMap<>();

    private record Inode(long deviceId, long inode) {}

    TarFolder(SnapshotFiles files, OutputStream out) {
        this.files = files;
        this.tar = new TarWriter(out);
    }

    @Override
    public void entry(BytePath path, Node node) throws IOException {
        ByteString name = relative(path);
        ByteString first = node.type() == NodeType.FILE && node.links() > 1 ? firstName(node, name) : null;
        switch (node.type()) {
            case FILE -> {
                if (first != null) {
                    add(entry(name, node, TarEntry.Type.HARD_LINK, first, 0));
                } else {
                    tar.begin(entry(name, node, TarEntry.Type.FILE, ByteString.EMPTY, node.size()));
                    files.copy(node, tar.content());
                    tar.end();
                }
            }
            case DIRECTORY -> add(entry(name, node, TarEntry.Type.DIRECTORY, ByteString.EMPTY, 0));
            case SYMLINK -> add(entry(name, node, TarEntry.Type.SYMLINK, node.linkTarget(), 0));
            case CHARACTER_DEVICE -> add(entry(name, node, TarEntry.Type.CHARACTER_DEVICE, ByteString.EMPTY, 0));
            case BLOCK_DEVICE -> add(entry(name, node, TarEntry.Type.BLOCK_DEVICE, ByteString.EMPTY, 0));
            case FIFO -> add(entry(name, node, TarEntry.Type.FIFO, ByteString.EMPTY, 0));
            case SOCKET, IRREGULAR -> {}
        }
    }

    private void add(TarEntry entry) throws IOException {
        tar.begin(entry);
        tar.end();
    }

    static ByteString relative(BytePath path) {
        byte[] bytes = path.bytes().toArray();
        return ByteString.of(bytes, 1, bytes.length - 1);
    }

    private @Nullable ByteString firstName(Node node, ByteString name) {
        Inode inode = new Inode(node.deviceId(), node.inode());
        ByteString known = firstNames.get(inode);
        if (known == null && firstNames.size() < LINKS_MAX) {
            firstNames.put(inode, name);
        }
        return known;
    }

    private static TarEntry entry(ByteString name, Node node, TarEntry.Type type, ByteString link, long size) {
        boolean device = type == TarEntry.Type.CHARACTER_DEVICE || type == TarEntry.Type.BLOCK_DEVICE;
        return new TarEntry(
                name,
                type,
                node.mode(),
                node.uid(),
                node.gid(),
                node.user(),
                node.group(),
                size,
                node.mtime(),
                node.atime(),
                null,
                link,
                device ? FileStat.deviceMajor(node.device()) : 0,
                device ? FileStat.deviceMinor(node.device()) : 0,
                node.xattrs(),
                List.of());
    }

    @Override
    public void close() throws IOException {
        tar.finish();
    }
}
