package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.extract.Selection;
import cloud.mows.backup.core.posix.BytePath;
import java.util.List;

/** These paths of a restore point and everything below them, whatever characters they have. */
record PathSelection(List<BytePath> paths) implements Selection {
    PathSelection {
        paths = List.copyOf(paths);
    }

    @Override
    public Choice choose(BytePath location, boolean isDirectory) {
        boolean taken = false;
        boolean above = false;
        for (BytePath path : paths) {
            taken |= isWithin(location, path);
            above |= isWithin(path, location);
        }
        return Choice.of(taken, isDirectory && (taken || above));
    }

    static boolean isWithin(BytePath inner, BytePath outer) {
        List<ByteString> in = inner.elements();
        List<ByteString> out = outer.elements();
        return in.size() >= out.size() && in.subList(0, out.size()).equals(out);
    }

    /** For {@code restore --include}, which takes patterns. */
    static String pattern(BytePath path) {
        return EscapedBytes.escape(path.bytes()).replaceAll("([\\\\*?\\[])", "\\\\$1");
    }
}
