package cloud.mows.backup.core.source.tar;

import java.io.Closeable;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Which node each hard link of an archive leads to: what the name that it asks for meant at that moment, whatever came under it later.
 */
final class HardLinks implements Closeable {
    private static final long NOWHERE = 0;

    /** A node's place plus one, or for another link its number plus one, negative. */
    private final ScratchFile targets = new ScratchFile();

    private long count;

    /** @return the number of the link */
    long add() {
        return count++;
    }

    /** @param keys all of the archive, sorted */
    void resolve(Iterator<Key> keys) {
        if (count == 0) {
            return;
        }
        targets.writeLong((count - 1) * Long.BYTES, NOWHERE);
        Key before = null;
        while (keys.hasNext()) {
            Key key = keys.next();
            if (before != null && !before.path().equals(key.path())) {
                before = null;
            }
            if (key.kind() == Key.Kind.ASKED) {
                targets.writeLong(key.reference() * Long.BYTES, target(before));
            } else {
                before = key;
            }
        }
    }

    private static long target(@Nullable Key key) {
        if (key == null) {
            return NOWHERE;
        }
        return switch (key.kind()) {
            case OTHER -> key.reference() + 1;
            case LINK -> -key.reference() - 1;
            case DIRECTORY, ASKED -> NOWHERE;
        };
    }

    /** Where the node of a link is; -1 if it leads nowhere. */
    long node(long link) {
        long at = link;
        while (true) {
            long target = targets.readLong(at * Long.BYTES);
            if (target >= 0) {
                // So that a long way is gone only once.
                targets.writeLong(link * Long.BYTES, target);
                return target - 1;
            }
            at = -target - 1;
        }
    }

    @Override
    public void close() {
        targets.close();
    }
}
