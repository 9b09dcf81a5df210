package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The paths to save as the top of the tree: {@code /srv/a} and {@code /srv/b} share the directory {@code srv}. A path below
 * another one is part of it.
 */
final class Targets {
    private static final ByteString UP = ByteString.of("..");

    private final BytePath path;
    private final TreeMap<ByteString, Targets> children = new TreeMap<>();
    private boolean whole;
    private long device;
    private final List<BytePath> wholeRoots = new ArrayList<>();
    private final List<BytePath> named = new ArrayList<>();

    private Targets(BytePath path) {
        this.path = path;
    }

    /** @param paths lexical; relative ones keep their elements, but not those that lead up */
    static Targets of(List<BytePath> paths) {
        Targets root = new Targets(BytePath.ROOT);
        paths.forEach(root::add);
        return root;
    }

    private void add(BytePath target) {
        BytePath at = target.isAbsolute() ? BytePath.ROOT : BytePath.of("");
        Targets node = this;
        for (ByteString element : target.elements()) {
            at = at.resolve(element);
            if (!element.equals(UP)) {
                node = node.child(element, at);
            }
        }
        named.add(at);
        if (node == this) {
            wholeRoots.add(target);
        } else {
            node.whole = true;
        }
    }

    /** Different places of one name, as {@code etc} and {@code /etc}, are told apart by a number, as restic does. */
    private Targets child(ByteString element, BytePath at) {
        ByteString name = element;
        for (int number = 1; ; number++) {
            Targets there = children.computeIfAbsent(name, n -> new Targets(at));
            if (there.path.equals(at)) {
                return there;
            }
            name = element.concat(ByteString.of("-" + number));
        }
    }

    /** The directories whose entries are the top of the tree: where {@code /}, {@code .} or {@code ..} is to be saved. */
    List<BytePath> wholeRoots() {
        return wholeRoots;
    }

    /** What the user named, in the form that the targets have. */
    List<BytePath> named() {
        return named;
    }

    /**
     * All of an entry of a whole root.
     *
     * @param rootDevice of the root
     */
    void include(ByteString name, BytePath at, long rootDevice) {
        Targets entry = child(name, at);
        if (!entry.whole) {
            entry.whole = true;
            entry.device = rootDevice;
        }
    }

    /** The device that one file system means for it: that of the whole root that it is an entry of, or else 0, its own. */
    long device() {
        return device;
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
