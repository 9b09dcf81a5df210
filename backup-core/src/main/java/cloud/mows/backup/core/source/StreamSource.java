package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;

/**
 * One file whose content is a stream: standard input or the output of a command. It can be read once.
 *
 * <p>What ends the stream early must throw. An {@link IOException} leaves the file out of the snapshot and is reported; any other
 * exception ends the backup without a snapshot.
 */
public final class StreamSource implements Source {
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;

    private final BytePath file;
    private final InputStream stream;
    private final Instant time;
    private final long uid;
    private final long gid;

    /**
     * @param file the absolute path to record
     * @param time of the file and of the directories on the way to it
     */
    public StreamSource(BytePath file, InputStream stream, Instant time, long uid, long gid) {
        this.file = file;
        this.stream = stream;
        this.time = time;
        this.uid = uid;
        this.gid = gid;
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        if (path.equals(file)) {
            return new Entry(path, stat(FileType.FILE, FILE_MODE));
        }
        for (BytePath above = file; !above.isRoot(); above = above.parent()) {
            if (above.parent().equals(path)) {
                return new Entry(path, stat(FileType.DIRECTORY, DIRECTORY_MODE));
            }
        }
        throw new SourceException.Vanished(path, null);
    }

    /** Whether it is the file, or a directory on the way to it. */
    boolean has(BytePath path) {
        for (BytePath above = file; !above.isRoot(); above = above.parent()) {
            if (above.equals(path)) {
                return true;
            }
        }
        return path.isRoot();
    }

    private FileStat stat(FileType type, int mode) {
        return new FileStat(type, mode, uid, gid, 0, 0, 1, 0, 0, 0, time, time, time, false);
    }

    /** The stream belongs to the caller. */
    @Override
    public void close() {}

    private final class Entry implements SourceEntry {
        private final BytePath path;
        private final FileStat stat;

        Entry(BytePath path, FileStat stat) {
            this.path = path;
            this.stat = stat;
        }

        @Override
        public ByteString name() {
            return path.name();
        }

        @Override
        public BytePath path() {
            return path;
        }

        @Override
        public FileStat stat() {
            return stat;
        }

        @Override
        public SourceEntry refresh() {
            return this;
        }

        @Override
        public DescribedNode describe() {
            NodeType type = stat.isFile() ? NodeType.FILE : NodeType.DIRECTORY;
            NodeBuilder node = new NodeBuilder(path.name(), type)
                    .mode(stat.mode())
                    .times(time, time, time)
                    .owner(uid, gid, "", "")
                    .links(1);
            return new DescribedNode(node.build(), List.of());
        }

        @Override
        public SourceDirectory list() throws SourceException {
            throw new SourceException.Changed(path, "it is a stream", null);
        }

        @Override
        public SourceContent open() {
            return new StreamContent(stat, StreamSource.this::read);
        }
    }

    private int read(byte[] into, int offset, int length) throws SourceException {
        try {
            return stream.read(into, offset, length);
        } catch (IOException e) {
            throw new SourceException.Unreadable(file, e);
        }
    }
}
