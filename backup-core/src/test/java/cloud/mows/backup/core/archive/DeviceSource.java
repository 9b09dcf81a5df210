package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.ForwardingEntry;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import java.util.List;
import java.util.Map;

/** A source of which some places, with all below them, lie on devices of their own; the others on device 1. */
record DeviceSource(Source source, Map<BytePath, Long> mounts) implements Source {
    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        return new Entry(source.entry(path), mounts);
    }

    @Override
    public void close() {
        source.close();
    }

    private record Entry(SourceEntry entry, Map<BytePath, Long> mounts) implements ForwardingEntry {
        private long device() {
            long device = 1;
            int depth = 0;
            for (Map.Entry<BytePath, Long> mount : mounts.entrySet()) {
                List<ByteString> at = mount.getKey().elements();
                List<ByteString> here = path().elements();
                boolean below =
                        here.size() >= at.size() && here.subList(0, at.size()).equals(at);
                if (below && at.size() > depth) {
                    depth = at.size();
                    device = mount.getValue();
                }
            }
            return device;
        }

        @Override
        public FileStat stat() {
            return on(device(), entry.stat());
        }

        @Override
        public SourceEntry refresh() throws SourceException {
            return new Entry(entry.refresh(), mounts);
        }

        @Override
        public DescribedNode describe() throws SourceException {
            DescribedNode described = entry.describe();
            long inode = described.node().inode();
            return new DescribedNode(
                    described.node().copy().inode(inode, device()).build(), described.warnings());
        }

        @Override
        public SourceDirectory list() throws SourceException {
            return new Directory(entry.list(), device(), mounts);
        }
    }

    private static FileStat on(long device, FileStat s) {
        return new FileStat(
                s.type(),
                s.mode(),
                s.uid(),
                s.gid(),
                device,
                s.inode(),
                s.links(),
                s.size(),
                s.blocks(),
                s.device(),
                s.mtime(),
                s.atime(),
                s.ctime(),
                s.mountRoot());
    }

    private record Directory(SourceDirectory directory, long device, Map<BytePath, Long> mounts)
            implements ForwardingDirectory {
        @Override
        public FileStat stat() {
            return on(device, directory.stat());
        }

        @Override
        public SourceEntry entry(ByteString name) throws SourceException {
            return new Entry(directory.entry(name), mounts);
        }
    }
}
