package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.tree.Node;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files with several names of which not all were met yet. For the walker's thread.
 *
 * <p>Its size is bounded: a name that comes too late for it is restored as a file of its own, with the same content.
 */
final class HardLinks {
    private static final int KNOWN_MAX = 200_000;

    private final Map<Key, Known> known = new HashMap<>();

    private record Key(long deviceId, long inode) {}

    private static final class Known {
        private final FileJob first;
        private long namesLeft;

        Known(FileJob first, long namesLeft) {
            this.first = first;
            this.namesLeft = namesLeft;
        }
    }

    static boolean concerns(Node node) {
        return node.links() > 1 && node.inode() != 0;
    }

    /** The file that this node is another name of; null if it is the first. */
    @Nullable
    FileJob first(Node node) {
        Key key = new Key(node.deviceId(), node.inode());
        Known found = known.get(key);
        // The same number with another content: a file that changed meanwhile, or another file system of that number.
        if (found == null || !found.first.node().content().equals(node.content())) {
            return null;
        }
        if (--found.namesLeft <= 0) {
            known.remove(key);
        }
        return found.first;
    }

    void remember(Node node, FileJob job) {
        if (known.size() < KNOWN_MAX) {
            known.putIfAbsent(new Key(node.deviceId(), node.inode()), new Known(job, node.links() - 1));
        }
    }
}
