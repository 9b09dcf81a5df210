package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Rfc3339;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.source.ContentSink;
import cloud.mows.backup.core.source.SavedContent;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tar.TarEntry;
import cloud.mows.backup.core.tar.TarReader;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes the entries of an archive as they come: contents to the sink, nodes and keys into files. */
final class Intake {
    private static final int PATH_BYTES_MAX = 16 << 10;
    private static final long ACCOUNT_MAX = 0xFFFF_FFFFL;
    private static final ByteString UP = ByteString.of("..");

    private final BytePath top;
    private final ByteString topName;
    private final ContentSink contents;
    private final NodeFile nodes;
    private final KeySorter keys;
    private final HardLinks links;
    private final boolean atimes;

    Intake(
            BytePath top,
            ByteString topName,
            ContentSink contents,
            NodeFile nodes,
            KeySorter keys,
            HardLinks links,
            boolean atimes) {
        this.top = top;
        this.topName = topName;
        this.contents = contents;
        this.nodes = nodes;
        this.keys = keys;
        this.links = links;
        this.atimes = atimes;
    }

    /** @return how many entries there were */
    long readAll(TarReader tar) throws InterruptedException {
        try {
            long number = 0;
            for (TarEntry entry; (entry = tar.next()) != null; number++) {
                take(entry, number, tar);
            }
            return number;
        } catch (IOException e) {
            throw refused(e);
        }
    }

    static BackupException refused(IOException e) {
        return new BackupException(
                ProblemCode.FAILED,
                "the tar archive cannot be saved, so no snapshot was made of it: " + e.getMessage(),
                "look at the messages of the program that makes it",
                e);
    }

    /** The path of an entry as the snapshot has it. */
    BytePath shown(ByteString key) {
        byte[] path = key.toArray();
        for (int i = 0; i < path.length; i++) {
            path[i] = path[i] == 0 ? (byte) '/' : path[i];
        }
        return path.length == 0 ? top : top.resolve(ByteString.of(path));
    }

    private void take(TarEntry entry, long number, TarReader tar) throws IOException, InterruptedException {
        ByteString key = key(entry.name(), entry.name(), "is left out: its name");
        if (key == null) {
            return;
        }
        BytePath path = shown(key);
        boolean isDirectory = entry.type() == TarEntry.Type.DIRECTORY;
        if (key.isEmpty() && !isDirectory) {
            contents.problem(path, path + ": is left out: the top of an archive can only be a directory");
            return;
        }
        entry.notes().forEach(note -> contents.problem(path, path + ": " + note));
        if (entry.type() == TarEntry.Type.HARD_LINK) {
            link(entry, key, number);
            return;
        }
        warnOfTime(entry, path);
        Node node = node(entry, key.isEmpty() ? topName : path.name(), path);
        boolean isSaved = false;
        if (entry.type() == TarEntry.Type.FILE) {
            FileStat stat = ArchiveEntry.stat(node);
            isSaved = contents.wants(path, stat);
            if (isSaved) {
                node = withContent(node, path, stat, tar);
            }
        }
        Key.Kind kind = isDirectory ? Key.Kind.DIRECTORY : Key.Kind.OTHER;
        keys.add(new Key(key, number, kind, nodes.add(node, number, isSaved), node.mtime()));
    }

    private Node withContent(Node node, BytePath path, FileStat stat, TarReader tar) throws InterruptedException {
        SavedContent saved;
        try {
            saved = contents.save(path, new ArchiveContent(tar, stat));
        } catch (SourceException e) {
            // It cannot be had again, and what follows it in the archive cannot be told from it.
            throw new BackupException(ProblemCode.FAILED, Objects.requireNonNullElse(e.getMessage(), ""), "", e);
        }
        if (saved.bytes() != node.size()) {
            throw new IllegalStateException(path + ": " + saved.bytes() + " bytes of " + node.size());
        }
        return node.withContent(saved.blobs(), saved.bytes());
    }

    private void link(TarEntry entry, ByteString key, long number) {
        ByteString target = key(entry.link(), entry.name(), "is left out: it is a hard link to a name that");
        if (target == null) {
            return;
        }
        long link = links.add();
        keys.add(new Key(target, number, Key.Kind.ASKED, link, entry.mtime()));
        keys.add(new Key(key, number, Key.Kind.LINK, link, entry.mtime()));
    }

    /** @return null if it is none, which was told */
    private @Nullable ByteString key(ByteString name, ByteString of, String what) {
        String wrong = wrong(name);
        if (wrong != null) {
            String shown = BytePath.of(of).toString();
            String start = shown.length() > 300 ? shown.substring(0, 300) + "…" : shown;
            contents.problem(top, start + ": " + what + " " + wrong);
            return null;
        }
        byte[] path = BytePath.of(ByteString.of("/").concat(name)).bytes().toArray();
        for (int i = 1; i < path.length; i++) {
            path[i] = path[i] == '/' ? 0 : path[i];
        }
        return ByteString.of(path, 1, path.length - 1);
    }

    private static @Nullable String wrong(ByteString name) {
        if (name.length() > PATH_BYTES_MAX) {
            return "is longer than " + PATH_BYTES_MAX + " bytes";
        }
        for (int i = 0; i < name.length(); i++) {
            if (name.at(i) == 0) {
                return "has a NUL in it";
            }
        }
        if (name.isEmpty()) {
            return "is empty";
        }
        List<ByteString> elements = BytePath.of(name).elements();
        return elements.contains(UP) ? "has '..' in it, and so may lead out of the archive" : null;
    }

    /** Linux has no larger ones, and a tree cannot hold them. */
    private long account(long id, BytePath path) {
        if (id > ACCOUNT_MAX) {
            contents.problem(
                    path, path + ": its user or group id " + id + " does not exist: it is saved as " + ACCOUNT_MAX);
        }
        return Math.min(id, ACCOUNT_MAX);
    }

    private void warnOfTime(TarEntry entry, BytePath path) {
        if (!Rfc3339.holds(entry.mtime())) {
            int year = entry.mtime().atOffset(ZoneOffset.UTC).getYear();
            contents.problem(
                    path,
                    path + ": its modification time is in the year " + year
                            + ", and a backup holds only the years 0 to 9999: it is saved with the nearest of them");
        }
    }

    private Node node(TarEntry entry, ByteString name, BytePath path) {
        Instant mtime = entry.mtime();
        Instant atime = atimes ? Objects.requireNonNullElse(entry.atime(), mtime) : mtime;
        return new NodeBuilder(name, type(entry.type()))
                .mode(entry.mode())
                .times(mtime, atime, Objects.requireNonNullElse(entry.ctime(), mtime))
                .owner(account(entry.uid(), path), account(entry.gid(), path), entry.user(), entry.group())
                .size(entry.size())
                .linkTarget(entry.link())
                .xattrs(entry.xattrs())
                .device(FileStat.deviceNumber((int) entry.deviceMajor(), (int) entry.deviceMinor()))
                .build();
    }

    private static NodeType type(TarEntry.Type type) {
        return switch (type) {
            case FILE, HARD_LINK -> NodeType.FILE;
            case SYMLINK -> NodeType.SYMLINK;
            case CHARACTER_DEVICE -> NodeType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> NodeType.BLOCK_DEVICE;
            case DIRECTORY -> NodeType.DIRECTORY;
            case FIFO -> NodeType.FIFO;
        };
    }
}
