package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.tree.NodeBuilder;
import cloud.mows.backup.core.tree.NodeType;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes directories of sorted keys: decides what holds of each name, and completes what the archive left out. */
final class CatalogWriter {
    private static final int DIRECTORY_MODE = 0755;
    private static final long IMPLIED = -1;
    private static final long NEVER = -1;

    private final NodeFile nodes;
    private final HardLinks links;
    private final ImpliedOwner owner;
    private final Problems problems;
    private final ScratchFile file;
    private final Deque<Level> open = new ArrayDeque<>();

    /** The last entry that is not a directory, for what follows directly behind it may claim to be below. */
    private @Nullable Key leaf;

    private long leafNumber;

    /** Who owns directories that have no entry of their own. */
    record ImpliedOwner(long uid, long gid) {}

    /** Is told what is left out. */
    interface Problems {
        /** @param path as in {@link Key} */
        void add(ByteString path, String what);
    }

    /** A directory on the way down. */
    private static final class Level {
        private final ByteString path;
        private final ByteString name;
        private final long node;

        /** The number of the last entry that made something else of it, or of a directory above: what came before is gone. */
        private final long gone;

        private final Catalog.TableWriter table = new Catalog.TableWriter();
        private Instant newest = Instant.MIN;
        private @Nullable Instant own;

        Level(ByteString path, ByteString name, long node, long gone, @Nullable Instant own) {
            this.path = path;
            this.name = name;
            this.node = node;
            this.gone = gone;
            this.own = own;
        }

        void add(Catalog.Child child, Instant mtime) {
            table.add(child);
            newest = mtime.isAfter(newest) ? mtime : newest;
        }
    }

    /** @param file empty; belongs to the caller */
    CatalogWriter(NodeFile nodes, HardLinks links, ImpliedOwner owner, Problems problems, ScratchFile file) {
        this.nodes = nodes;
        this.links = links;
        this.owner = owner;
        this.problems = problems;
        this.file = file;
    }

    /**
     * @param keys sorted
     * @param topName of the directory that everything is below
     */
    Catalog write(Iterator<Key> keys, ByteString topName) {
        Group group = null;
        while (keys.hasNext()) {
            Key key = keys.next();
            if (group == null || !group.path.equals(key.path())) {
                end(group, topName);
                group = new Group(key.path());
            }
            group.take(key);
        }
        end(group, topName);
        requireTop(topName);
        while (open.size() > 1) {
            close();
        }
        Level top = open.pop();
        Catalog.Child child = new Catalog.Child(topName, node(top), top.table.write(file));
        file.flush();
        nodes.finish();
        return new Catalog(file, child);
    }

    private void requireTop(ByteString name) {
        if (open.isEmpty()) {
            open.push(new Level(ByteString.EMPTY, name, IMPLIED, NEVER, null));
        }
    }

    /** What came under one name, one after the other. */
    private final class Group {
        private final ByteString path;
        private final long gone;
        private final boolean belowLeaf;
        private long goneBelow = NEVER;
        private @Nullable Key last;

        Group(ByteString path) {
            this.path = path;
            leave(path);
            belowLeaf = leaf != null && isBelow(path, leaf.path());
            long above = open.isEmpty() ? NEVER : open.element().gone;
            gone = belowLeaf ? Math.max(above, leafNumber) : above;
        }

        void take(Key key) {
            if (key.kind() == Key.Kind.ASKED || key.number() < gone) {
                return;
            }
            if (belowLeaf) {
                problems.add(path, "is left out: something above it is not a directory in the archive");
            } else if (key.kind() == Key.Kind.LINK && links.node(key.reference()) < 0) {
                problems.add(path, "is left out: it is a hard link to something that did not come before it");
            } else {
                last = key;
                goneBelow = key.kind() == Key.Kind.DIRECTORY ? goneBelow : key.number();
            }
        }
    }

    private void end(@Nullable Group group, ByteString topName) {
        Key key = group == null ? null : group.last;
        if (key == null) {
            return;
        }
        long goneBelow = Objects.requireNonNull(group).goneBelow;
        boolean isTop = key.path().isEmpty();
        if (!isTop) {
            requireTop(topName);
            enterAbove(key.path());
        }
        ByteString name = isTop ? topName : lastElement(key.path());
        if (key.kind() == Key.Kind.DIRECTORY) {
            long gone = isTop ? goneBelow : Math.max(goneBelow, open.element().gone);
            open.push(new Level(key.path(), name, key.reference(), gone, key.mtime()));
            return;
        }
        long node = key.kind() == Key.Kind.LINK ? links.node(key.reference()) : key.reference();
        nodes.named(node);
        open.element().add(new Catalog.Child(name, node, Catalog.NO_TABLE), key.mtime());
        leaf = key;
        leafNumber = key.number();
    }

    /** Directories that this path is not below have all their entries. */
    private void leave(ByteString path) {
        while (open.size() > 1 && !isBelow(path, open.element().path)) {
            close();
        }
    }

    private void close() {
        Level level = open.pop();
        long node = node(level);
        open.element()
                .add(new Catalog.Child(level.name, node, level.table.write(file)), Objects.requireNonNull(level.own));
    }

    private long node(Level level) {
        if (level.node != IMPLIED) {
            return level.node;
        }
        Instant time = level.newest.equals(Instant.MIN) ? Instant.EPOCH : level.newest;
        level.own = time;
        return nodes.add(
                new NodeBuilder(level.name, NodeType.DIRECTORY)
                        .mode(DIRECTORY_MODE)
                        .times(time, time, time)
                        .owner(owner.uid(), owner.gid(), "", "")
                        .build(),
                0,
                false);
    }

    /** Opens the directories above a name that have no entry of their own. */
    private void enterAbove(ByteString path) {
        byte[] bytes = path.toArray();
        int from = open.element().path.length();
        from = from == 0 ? 0 : from + 1;
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                ByteString directory = ByteString.of(bytes, 0, i);
                ByteString name = ByteString.of(bytes, from, i - from);
                open.push(new Level(directory, name, IMPLIED, open.element().gone, null));
                from = i + 1;
            }
        }
    }

    private static boolean isBelow(ByteString path, ByteString directory) {
        int length = directory.length();
        if (length == 0) {
            return !path.isEmpty();
        }
        if (path.length() <= length || path.at(length) != 0) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (path.at(i) != directory.at(i)) {
                return false;
            }
        }
        return true;
    }

    private static ByteString lastElement(ByteString path) {
        byte[] bytes = path.toArray();
        int from = bytes.length;
        while (from > 0 && bytes[from - 1] != 0) {
            from--;
        }
        return ByteString.of(bytes, from, bytes.length - from);
    }
}
