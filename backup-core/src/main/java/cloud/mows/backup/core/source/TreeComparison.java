package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.TreeDifference.Aspect;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.Xattr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares two trees in everything a backup should bring back, walking both in step. Memory grows with the depth, the
 * names of one directory a level, and the files that have several names; at most {@code differencesMax} differences are
 * kept.
 */
public final class TreeComparison {
    /** All but access times and holes. */
    public static final Set<Aspect> USUAL = Set.copyOf(EnumSet.complementOf(EnumSet.of(Aspect.ATIME, Aspect.HOLES)));

    private static final int XATTR_SHOWN_BYTES = 32;

    private final Set<Aspect> aspects;
    private final int differencesMax;
    private final List<TreeDifference> differences = new ArrayList<>();
    private final Map<FileKey, FileKey> rightOfLeft = new HashMap<>();
    private final Map<FileKey, FileKey> leftOfRight = new HashMap<>();
    private final ContentComparison contents = new ContentComparison();
    private final Deque<Level> levels = new ArrayDeque<>();

    private record FileKey(long deviceId, long inode) {
        static FileKey of(FileStat stat) {
            return new FileKey(stat.deviceId(), stat.inode());
        }
    }

    private static final class Level {
        final BytePath path;
        final SourceDirectory left;
        final SourceDirectory right;
        int leftNext;
        int rightNext;

        Level(BytePath path, SourceDirectory left, SourceDirectory right) {
            this.path = path;
            this.left = left;
            this.right = right;
        }
    }

    private TreeComparison(Set<Aspect> aspects, int differencesMax) {
        this.aspects = aspects;
        this.differencesMax = differencesMax;
    }

    /** Both paths in the local file system, in {@link #USUAL}, the first hundred differences. */
    public static List<TreeDifference> compare(BytePath left, BytePath right) throws SourceException {
        try (LinuxSource source = new LinuxSource(LinuxSource.Atimes.RECORDED)) {
            return compare(source.entry(left), source.entry(right), USUAL, 100);
        }
    }

    /** @return empty if the trees are equal in these aspects */
    public static List<TreeDifference> compare(
            SourceEntry left, SourceEntry right, Set<Aspect> aspects, int differencesMax) {
        TreeComparison comparison = new TreeComparison(aspects, differencesMax);
        comparison.walk(left, right);
        return List.copyOf(comparison.differences);
    }

    private boolean isFull() {
        return differences.size() >= differencesMax;
    }

    private void walk(SourceEntry leftRoot, SourceEntry rightRoot) {
        compare(BytePath.of("."), leftRoot, rightRoot);
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            boolean leftDone = level.leftNext == level.left.names().size();
            boolean rightDone = level.rightNext == level.right.names().size();
            if (leftDone && rightDone || isFull()) {
                level.left.close();
                level.right.close();
                levels.pop();
            } else {
                step(level, leftDone, rightDone);
            }
        }
    }

    private void step(Level level, boolean leftDone, boolean rightDone) {
        ByteString left = leftDone ? ByteString.EMPTY : level.left.names().get(level.leftNext);
        ByteString right = rightDone ? ByteString.EMPTY : level.right.names().get(level.rightNext);
        int order = leftDone ? 1 : rightDone ? -1 : left.compareTo(right);
        if (order < 0) {
            level.leftNext++;
            report(level.path.resolve(left), Aspect.PRESENCE, "there", "missing");
        } else if (order > 0) {
            level.rightNext++;
            report(level.path.resolve(right), Aspect.PRESENCE, "missing", "there");
        } else {
            level.leftNext++;
            level.rightNext++;
            BytePath path = level.path.resolve(left);
            try {
                compare(path, level.left.entry(left), level.right.entry(right));
            } catch (SourceException e) {
                report(path, Aspect.UNREADABLE, message(e), "");
            }
        }
    }

    private void compare(BytePath path, SourceEntry left, SourceEntry right) {
        FileStat l = left.stat();
        FileStat r = right.stat();
        if (l.type() != r.type()) {
            report(path, Aspect.TYPE, l.type(), r.type());
            return;
        }
        try {
            compareNodes(path, left.describe(), right.describe());
            if (l.isDirectory()) {
                levels.push(new Level(path, left.list(), right.list()));
                return;
            }
            compareLinks(path, l, r);
            if (l.isFile()) {
                compareFiles(path, left, right);
            }
        } catch (SourceException e) {
            report(path, Aspect.UNREADABLE, message(e), "");
        }
    }

    private void compareNodes(BytePath path, DescribedNode left, DescribedNode right) {
        Node l = left.node();
        Node r = right.node();
        reportUnlessEqual(path, Aspect.MODE, Integer.toOctalString(l.mode()), Integer.toOctalString(r.mode()));
        reportUnlessEqual(path, Aspect.OWNER, l.uid() + ":" + l.gid(), r.uid() + ":" + r.gid());
        reportUnlessEqual(path, Aspect.MTIME, l.mtime(), r.mtime());
        reportUnlessEqual(path, Aspect.ATIME, l.atime(), r.atime());
        reportUnlessEqual(path, Aspect.DEVICE, l.device(), r.device());
        if (!l.linkTarget().equals(r.linkTarget())) {
            report(path, Aspect.LINK_TARGET, l.linkTarget(), r.linkTarget());
        }
        Map<String, ByteString> leftXattrs = byName(l.xattrs());
        Map<String, ByteString> rightXattrs = byName(r.xattrs());
        if (!leftXattrs.equals(rightXattrs)) {
            report(path, Aspect.XATTRS, shown(leftXattrs), shown(rightXattrs));
        }
        if (!left.warnings().isEmpty() || !right.warnings().isEmpty()) {
            report(path, Aspect.UNREADABLE, left.warnings(), right.warnings());
        }
    }

    private static Map<String, ByteString> byName(List<Xattr> xattrs) {
        Map<String, ByteString> map = new TreeMap<>();
        xattrs.forEach(xattr -> map.put(xattr.name(), xattr.value()));
        return map;
    }

    private static String shown(Map<String, ByteString> xattrs) {
        StringBuilder text = new StringBuilder();
        xattrs.forEach((name, value) -> {
            int length = Math.min(value.length(), XATTR_SHOWN_BYTES);
            text.append(text.isEmpty() ? "" : ", ").append(name).append("=0x");
            text.append(HexFormat.of().formatHex(value.toArray(), 0, length));
            text.append(length < value.length() ? "..." : "");
        });
        return text.toString();
    }

    /** The files of one tree must be mapped to those of the other one to one, however many names they have. */
    private void compareLinks(BytePath path, FileStat left, FileStat right) {
        if (left.links() <= 1 && right.links() <= 1) {
            return;
        }
        FileKey l = FileKey.of(left);
        FileKey r = FileKey.of(right);
        FileKey knownRight = rightOfLeft.putIfAbsent(l, r);
        FileKey knownLeft = leftOfRight.putIfAbsent(r, l);
        boolean same = (knownRight == null || knownRight.equals(r)) && (knownLeft == null || knownLeft.equals(l));
        if (!same) {
            String linked = "a name of a file seen before";
            String other = "a file of its own";
            report(path, Aspect.HARD_LINKS, knownRight == null ? other : linked, knownLeft == null ? other : linked);
        }
    }

    private void compareFiles(BytePath path, SourceEntry left, SourceEntry right) throws SourceException {
        FileStat l = left.stat();
        FileStat r = right.stat();
        reportUnlessEqual(path, Aspect.SIZE, l.size(), r.size());
        if (l.size() == r.size() && aspects.contains(Aspect.CONTENT)) {
            try (SourceContent leftContent = left.open();
                    SourceContent rightContent = right.open()) {
                long at = contents.firstDifference(leftContent, rightContent);
                if (at >= 0) {
                    report(path, Aspect.CONTENT, "differs from byte " + at + " on", "");
                } else {
                    reportUnlessEqual(path, Aspect.HOLES, contents.leftHoles(), contents.rightHoles());
                }
            }
        }
    }

    private void reportUnlessEqual(BytePath path, Aspect aspect, Object left, Object right) {
        if (!left.equals(right)) {
            report(path, aspect, left, right);
        }
    }

    private void report(BytePath path, Aspect aspect, Object left, Object right) {
        if (aspects.contains(aspect) && !isFull()) {
            differences.add(new TreeDifference(path, aspect, left.toString(), right.toString()));
        }
    }

    private static String message(SourceException e) {
        return String.valueOf(e.getMessage());
    }
}
