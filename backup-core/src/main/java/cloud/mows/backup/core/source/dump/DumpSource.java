package cloud.mows.backup.core.source.dump;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.source.ContentSink;
import cloud.mows.backup.core.source.SavedContent;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.source.StreamContent;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** The dumps that a {@link DumpWriter} sends, as the files of one directory. The stream is read once. */
public final class DumpSource implements Source {
    private static final int FILE_MODE = 0644;
    private static final int DIRECTORY_MODE = 0755;

    /** All of them are in memory, without their contents. */
    private static final int FILES_MAX = 100_000;

    private final BytePath top;
    private final InputStream stream;
    private final Instant time;
    private final long uid;
    private final long gid;
    private final TreeMap<ByteString, Node> files = new TreeMap<>();

    /**
     * @param top absolute, where the files are
     * @param stream belongs to the caller
     * @param time of everything
     */
    public DumpSource(BytePath top, InputStream stream, Instant time, long uid, long gid) {
        this.top = top;
        this.stream = stream;
        this.time = time;
        this.uid = uid;
        this.gid = gid;
    }

    @Override
    public void readAhead(ContentSink contents) throws InterruptedException {
        DumpReader reader = new DumpReader(stream);
        for (int kind; (kind = reader.next()) != Frames.FINISH; ) {
            BytePath path = switch (kind) {
                case Frames.FILE, Frames.MISSING -> top.resolve(reader.name());
                default -> throw DumpReader.refused("a frame of kind " + kind + " between two files");
            };
            if (files.containsKey(path.name()) || files.size() == FILES_MAX) {
                throw DumpReader.refused("there are two " + path + ", or more than " + FILES_MAX + " files");
            }
            if (kind == Frames.MISSING) {
                contents.problem(path, path + ": " + reader.text());
                continue;
            }
            reader.begin();
            try {
                SavedContent saved = contents.save(
                        path,
                        new StreamContent(
                                stat(path), (into, offset, length) -> reader.read(path, into, offset, length)));
                files.put(path.name(), node(path, NodeType.FILE).withContent(saved.blobs(), saved.bytes()));
            } catch (SourceException e) {
                contents.problem(path, Objects.requireNonNullElse(e.getMessage(), path.toString()));
            }
        }
    }

    private FileStat stat(BytePath path) {
        return DumpEntry.stat(node(path, NodeType.FILE), FileType.FILE);
    }

    private Node node(BytePath path, NodeType type) {
        return new NodeBuilder(path.isRoot() ? ByteString.of("top") : path.name(), type)
                .mode(type == NodeType.FILE ? FILE_MODE : DIRECTORY_MODE)
                .times(time, time, time)
                .owner(uid, gid, "", "")
                .links(1)
                .build();
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        for (BytePath above = top; ; above = above.parent()) {
            if (above.equals(path)) {
                boolean listed = path.equals(top);
                return new DumpEntry(path, node(path, NodeType.DIRECTORY), listed ? new Directory() : null);
            }
            if (above.isRoot()) {
                break;
            }
        }
        Node file = !path.isRoot() && path.parent().equals(top) ? files.get(path.name()) : null;
        if (file == null) {
            throw new SourceException.Vanished(path, null);
        }
        return new DumpEntry(path, file, null);
    }

    private final class Directory implements SourceDirectory {
        @Override
        public BytePath path() {
            return top;
        }

        @Override
        public FileStat stat() {
            return DumpEntry.stat(node(top, NodeType.DIRECTORY), FileType.DIRECTORY);
        }

        @Override
        public List<ByteString> names() {
            return List.copyOf(files.keySet());
        }

        @Override
        public SourceEntry entry(ByteString name) throws SourceException {
            return DumpSource.this.entry(top.resolve(name));
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {}
}
