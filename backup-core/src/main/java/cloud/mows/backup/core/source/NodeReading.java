package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Rfc3339;
import cloud.mows.backup.core.posix.Accounts;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.posix.PosixXattrs;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.Xattr;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a name into a node with the fields that restic fills for the same type: a size for files only, links for
 * everything but directories, FIFOs and sockets.
 */
record NodeReading(int directoryFd, ByteString name, BytePath path, FileStat stat) {
    DescribedNode describe(Accounts accounts, LinuxSource.Atimes atimes) throws PosixException {
        List<String> warnings = new ArrayList<>(0);
        FileType type = stat.type();
        boolean device = type == FileType.BLOCK_DEVICE || type == FileType.CHARACTER_DEVICE;
        warnOfTime(warnings);
        boolean linked = device || type == FileType.FILE || type == FileType.SYMLINK;
        Instant atime = switch (atimes) {
            case AS_MTIME -> stat.mtime();
            case RECORDED -> stat.atime();
        };
        NodeBuilder node = new NodeBuilder(path.name(), nodeType(type))
                .mode(stat.mode())
                .times(stat.mtime(), atime, stat.ctime())
                .owner(stat.uid(), stat.gid(), accounts.userName(stat.uid()), accounts.groupName(stat.gid()))
                .inode(stat.inode(), stat.deviceId())
                .size(type == FileType.FILE ? stat.size() : 0)
                .links(linked ? stat.links() : 0)
                .xattrs(xattrs(warnings))
                .device(device ? stat.device() : 0);
        if (type == FileType.SYMLINK) {
            node.linkTarget(PosixNames.readLink(directoryFd, name));
        }
        return new DescribedNode(node.build(), warnings);
    }

    /** Only Btrfs, ZFS and tmpfs have such times, by accident mostly. */
    private void warnOfTime(List<String> warnings) {
        if (!Rfc3339.holds(stat.mtime())) {
            int year = stat.mtime().atOffset(ZoneOffset.UTC).getYear();
            warnings.add(path + ": its modification time is in the year " + year
                    + ", and a backup holds only the years 0 to 9999: it is saved with the nearest of them");
        }
    }

    static NodeType nodeType(FileType type) {
        return switch (type) {
            case FILE -> NodeType.FILE;
            case DIRECTORY -> NodeType.DIRECTORY;
            case SYMLINK -> NodeType.SYMLINK;
            case BLOCK_DEVICE -> NodeType.BLOCK_DEVICE;
            case CHARACTER_DEVICE -> NodeType.CHARACTER_DEVICE;
            case FIFO -> NodeType.FIFO;
            case SOCKET -> NodeType.SOCKET;
            case UNKNOWN -> NodeType.IRREGULAR;
        };
    }

    private List<Xattr> xattrs(List<String> warnings) {
        List<ByteString> attributes;
        try {
            attributes = PosixXattrs.list(directoryFd, name);
        } catch (PosixException e) {
            warnings.add(path + ": its extended attributes cannot be listed: " + e.getMessage());
            return List.of();
        }
        if (attributes.isEmpty()) {
            return List.of();
        }
        List<Xattr> xattrs = new ArrayList<>(attributes.size());
        for (ByteString attribute : attributes) {
            Xattr xattr = xattr(attribute, warnings);
            if (xattr != null) {
                xattrs.add(xattr);
            }
        }
        return xattrs;
    }

    private @Nullable Xattr xattr(ByteString attribute, List<String> warnings) {
        if (!attribute.isUtf8()) {
            warnings.add(path + ": the extended attribute " + attribute + " has a name that is not UTF-8");
            return null;
        }
        try {
            ByteString value = PosixXattrs.get(directoryFd, name, attribute);
            return value == null ? null : new Xattr(attribute.toString(), value);
        } catch (PosixException e) {
            warnings.add(path + ": the extended attribute " + attribute + " cannot be read: " + e.getMessage());
            return null;
        }
    }
}
