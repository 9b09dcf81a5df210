package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.source.ContentSink;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tar.TarReader;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is in a tar archive, as the content of one directory. It is read from a stream, once.
 *
 * <p>What ends the stream early may throw: an exception that is not an {@link java.io.IOException} ends the backup without a snapshot, as the
 * archive itself does where it is cut off.
 */
public final class TarSource implements Source {
    private static final int DIRECTORY_MODE = 0755;

    private final BytePath top;
    private final InputStream stream;
    private final Instant now;
    private final long uid;
    private final long gid;
    private final boolean atimes;
    private final long deviceId;
    private final ScratchFile tables = new ScratchFile();
    private final NodeFile nodes = new NodeFile();
    private @Nullable Catalog catalog;

    /**
     * @param top absolute, where the archive's own top is
     * @param stream of the archive; belongs to the caller
     * @param now time of the directories on the way to {@code top}
     * @param uid owner of directories that have no entry of their own
     * @param atimes whether times of last access are recorded
     */
    public TarSource(BytePath top, InputStream stream, Instant now, long uid, long gid, boolean atimes) {
        this.top = top;
        this.stream = stream;
        this.now = now;
        this.uid = uid;
        this.gid = gid;
        this.atimes = atimes;
        this.deviceId = number(top);
    }

    /**
     * Files with several names are told from others by number and device, also where several archives are in one snapshot: the device is made of
     * the place of this one.
     */
    private static long number(BytePath top) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(("tar " + top).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() & Long.MAX_VALUE;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void readAhead(ContentSink contents) throws InterruptedException {
        ByteString topName = top.isRoot() ? ByteString.of("top") : top.name();
        try (KeySorter keys = new KeySorter();
                HardLinks links = new HardLinks()) {
            Intake intake = new Intake(top, topName, contents, nodes, keys, links, atimes);
            long count = intake.readAll(new TarReader(stream));
            if (count == 0) {
                throw new BackupException(
                        ProblemCode.SOURCE_MISSING,
                        "the tar archive has no entries, so no snapshot was made of it",
                        "look at what the program that makes it was told to put into it");
            }
            nodes.finish();
            links.resolve(keys.sorted());
            catalog = new CatalogWriter(
                            nodes,
                            links,
                            new CatalogWriter.ImpliedOwner(uid, gid),
                            (path, what) -> {
                                BytePath shown = intake.shown(path);
                                contents.problem(shown, shown + ": " + what);
                            },
                            tables)
                    .write(keys.sorted(), topName);
        }
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        List<ByteString> way = path.elements();
        List<ByteString> topWay = top.elements();
        int common = Math.min(way.size(), topWay.size());
        if (!path.isAbsolute() || !way.subList(0, common).equals(topWay.subList(0, common))) {
            throw new SourceException.Vanished(path, null);
        }
        if (way.size() < topWay.size()) {
            return way(path);
        }
        Catalog.Child at = catalog().top();
        for (ByteString name : way.subList(topWay.size(), way.size())) {
            Catalog.Child child =
                    at.table() == Catalog.NO_TABLE ? null : catalog().table(at).find(name);
            if (child == null) {
                throw new SourceException.Vanished(path, null);
            }
            at = child;
        }
        return entry(path, at);
    }

    private Catalog catalog() {
        return Objects.requireNonNull(catalog, "read ahead first");
    }

    /** A directory above the archive. */
    private SourceEntry way(BytePath path) {
        ByteString name = path.isRoot() ? ByteString.of("top") : path.name();
        Node node = new NodeBuilder(name, NodeType.DIRECTORY)
                .mode(DIRECTORY_MODE)
                .times(now, now, now)
                .owner(uid, gid, "", "")
                .build();
        return new ArchiveEntry(path, node, false, null);
    }

    private SourceEntry entry(BytePath path, Catalog.Child child) {
        NodeFile.Kept kept = nodes.read(child.node());
        boolean isDirectory = child.table() != Catalog.NO_TABLE;
        NodeBuilder node = kept.node().copy().name(child.name());
        if (!isDirectory) {
            node.links(kept.names());
            if (kept.names() > 1) {
                node.inode(kept.number() + 1, deviceId);
            }
        }
        return new ArchiveEntry(
                path, node.build(), kept.saved(), isDirectory ? entry -> new Directory(entry, child) : null);
    }

    private final class Directory implements SourceDirectory {
        private final ArchiveEntry entry;
        private final Catalog.Table table;

        Directory(ArchiveEntry entry, Catalog.Child child) {
            this.entry = entry;
            this.table = catalog().table(child);
        }

        @Override
        public BytePath path() {
            return entry.path();
        }

        @Override
        public FileStat stat() {
            return entry.stat();
        }

        @Override
        public List<ByteString> names() {
            return table.names();
        }

        @Override
        public SourceEntry entry(ByteString name) throws SourceException {
            Catalog.Child child = table.find(name);
            BytePath path = entry.path().resolve(name);
            if (child == null) {
                throw new SourceException.Vanished(path, null);
            }
            return TarSource.this.entry(path, child);
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {
        nodes.close();
        tables.close();
    }
}
