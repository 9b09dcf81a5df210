package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The paths to save as the top of the tree: {@code /srv/a} and {@code /srv/b} share the directory {@code srv}. A path below
 * another one is part of it.
 */
final class Targets {
    private static final ByteString UP = ByteString.of("..");

    private final BytePath path;
    private final TreeMap<ByteString, Targets> children = new TreeMap<>();
    private boolean whole;
    private @Nullable BytePath rootPath;

    private Targets(BytePath path) {
        this.path = path;
    }

    /** @param paths relative ones keep their elements; those that lead up are taken as absolute */
    static Targets of(List<BytePath> paths, BytePath workingDirectory) {
        Targets root = new Targets(BytePath.ROOT);
        for (BytePath given : paths) {
            BytePath path = given;
            if (!path.isAbsolute() && path.elements().contains(UP)) {
                path = absolute(workingDirectory, path);
            }
            root.add(path);
        }
        return root;
    }

    /** All of one path. */
    static Targets whole(BytePath path) {
        Targets target = new Targets(path);
        target.whole = true;
        return target;
    }

    private static BytePath absolute(BytePath from, BytePath relative) {
        BytePath path = from;
        for (ByteString element : relative.elements()) {
            path = element.equals(UP) ? path.parent() : path.resolve(element);
        }
        return path;
    }

    private void add(BytePath target) {
        BytePath at = target.isAbsolute() ? BytePath.ROOT : BytePath.of("");
        Targets node = this;
        for (ByteString element : target.elements()) {
            at = at.resolve(element);
            BytePath here = at;
            node = node.children.computeIfAbsent(element, e -> new Targets(here));
        }
        node.whole = true;
        if (node == this) {
            rootPath = target;
        }
    }

    /** The directory whose entries are the top of the tree, where {@code /} or {@code .} is to be saved. */
    @Nullable
    BytePath wholeRoot() {
        return rootPath;
    }

    /** Where it lies on disk. */
    BytePath path() {
        return path;
    }

    /** Whether all of it is to be saved, else only what {@link #children} name. */
    boolean isWhole() {
        return whole;
    }

    /** In the order of a tree. */
    TreeMap<ByteString, Targets> children() {
        return children;
    }
}
