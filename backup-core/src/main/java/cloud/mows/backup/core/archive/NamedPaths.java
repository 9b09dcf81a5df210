package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The paths that the user named, also those below others, until it is settled what becomes of them: each is saved, or the user
 * is told that it is not.
 */
final class NamedPaths {
    private final Set<BytePath> open;

    NamedPaths(Collection<BytePath> paths) {
        open = new LinkedHashSet<>(paths);
    }

    /** @return whether it was named and is settled only now */
    boolean settle(BytePath path) {
        return !open.isEmpty() && open.remove(path);
    }

    /** The way to it has failed, so what is below has as well. */
    void settleBelow(BytePath path) {
        List<ByteString> way = path.elements();
        open.removeIf(named -> named.isAbsolute() == path.isAbsolute()
                && named.elements().size() >= way.size()
                && named.elements().subList(0, way.size()).equals(way));
    }

    /** Those that nobody has come to. */
    List<BytePath> open() {
        return List.copyOf(open);
    }
}
