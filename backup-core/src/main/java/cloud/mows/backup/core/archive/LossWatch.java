package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes along with the walker and compares each target with the parent snapshot: is it empty, has it lost its mount, is most of
 * it gone? What is left out on purpose or cannot be read is not lost, but if most of a target is left out that was not before,
 * that is told. Directories that are gone are counted at the end, and only where it can matter, for that reads their trees.
 */
final class LossWatch {
    private final Run run;
    private final @Nullable LossRule rule;
    private final boolean ignoreInode;
    private final @Nullable SavedSnapshot parent;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Target> targets = new ArrayList<>();
    private @Nullable Target current;

    /** A directory on the way down: on which device it was and is; 0 if unknown. */
    private record Level(long before, long now) {}

    private static final class Target {
        private final BytePath path;
        private final @Nullable SourceEntry entry;
        private final List<BlobId> lostTrees = new ArrayList<>();
        private final List<BlobId> leftOutTrees = new ArrayList<>();
        private long kept;
        private long leftOut;
        private long lost;

        Target(BytePath path, @Nullable SourceEntry entry) {
            this.path = path;
            this.entry = entry;
        }

        /** Files of the parent snapshot that are there, but for those in directories that are left out. */
        private long found() {
            return kept + leftOut;
        }
    }

    /**
     * @param rule null to allow any loss
     * @param ignoreInode whether inode numbers tell nothing on this file system
     * @param parent null if there is nothing to compare with
     */
    LossWatch(Run run, @Nullable LossRule rule, boolean ignoreInode, @Nullable SavedSnapshot parent) {
        this.run = run;
        this.rule = parent == null ? null : rule;
        this.ignoreInode = ignoreInode;
        this.parent = parent;
        levels.push(new Level(0, 0));
    }

    /** What follows until {@link #end} belongs to this target. */
    void begin(BytePath path, @Nullable SourceEntry entry) {
        current = new Target(path, entry);
    }

    void end() {
        targets.add(Objects.requireNonNull(current));
        current = null;
    }

    /** A target is not there at all. */
    void missing(BytePath path, Node old) {
        if (rule != null) {
            stopIfEmptied(path, "is not there", old, rule.emptiedFilesMin());
        }
    }

    /** The walker looks into a directory. */
    void enter(SourceEntry entry, SourceDirectory listing, @Nullable Node old) {
        boolean unmounted = old != null && hasLostItsMount(entry, old);
        enterWay(entry, old);
        if (rule == null || old == null || old.subtree() == null) {
            return;
        }
        boolean isEmpty = listing.names().isEmpty();
        if (current != null && current.entry == entry) {
            if (unmounted) {
                stopIfEmptied(entry.path(), "is not mounted", old, 1);
            } else if (isEmpty) {
                boolean same = ignoreInode
                        || old.inode() == 0
                        || old.inode() == entry.stat().inode();
                stopIfEmptied(entry.path(), "is empty", old, same ? rule.emptiedFilesMin() : 1);
            }
        } else if (unmounted && isEmpty) {
            // Inside a target others come and go, as a stick does: told, but no reason to save nothing at all.
            long files = count(old.subtree());
            if (files > 0) {
                run.problem(entry.path(), entry.path() + ": is empty and not mounted; " + before(files));
            }
        }
    }

    /** The walker passes through a directory on the way to a target. */
    void enterWay(SourceEntry entry, @Nullable Node old) {
        levels.push(new Level(old == null ? 0 : old.deviceId(), entry.stat().deviceId()));
    }

    void leave() {
        levels.pop();
    }

    /** Device numbers change from mount to mount, so only those of one time are compared with each other. */
    private boolean hasLostItsMount(SourceEntry entry, Node old) {
        Level above = levels.element();
        boolean wasMounted = above.before != 0 && old.deviceId() != 0 && old.deviceId() != above.before;
        return wasMounted && entry.stat().deviceId() == above.now;
    }

    /** An entry of the parent snapshot still has its name, and is saved. */
    void found(Node old, boolean isDirectory) {
        if (old.type() == NodeType.FILE) {
            Objects.requireNonNull(current).kept++;
        } else if (!isDirectory) {
            lost(old);
        }
    }

    /** An entry of the parent snapshot is not there any more. */
    void lost(Node old) {
        Target target = Objects.requireNonNull(current);
        BlobId subtree = old.subtree();
        if (old.type() == NodeType.FILE) {
            target.lost++;
        } else if (subtree != null) {
            target.lostTrees.add(subtree);
        }
    }

    /** An entry of the parent snapshot is left out of this one. */
    void leftOut(Node old) {
        if (old.type() == NodeType.FILE) {
            Objects.requireNonNull(current).leftOut++;
        } else {
            leftOutBelow(old);
        }
    }

    /** As {@link #leftOut}, of a directory that itself is not left out. */
    void leftOutBelow(@Nullable Node old) {
        if (old != null && old.subtree() != null) {
            Objects.requireNonNull(current).leftOutTrees.add(old.subtree());
        }
    }

    /**
     * @param exclusions of this run
     * @throws BackupException SOURCE_MISSING if a target has lost more than it may
     */
    void decide(Exclusions exclusions) {
        if (rule == null || parent == null) {
            return;
        }
        SnapshotSummary summary = parent.snapshot().summary();
        long found = targets.stream().mapToLong(Target::found).sum();
        long before = summary == null ? 0 : summary.totalFilesProcessed();
        long lostMax = before > found ? before - found : Long.MAX_VALUE;
        for (Target target : targets) {
            long worst = target.lostTrees.isEmpty() ? target.lost : Math.max(target.lost, lostMax);
            if (rule.allowsShare(target.found(), worst)) {
                continue;
            }
            target.lostTrees.forEach(tree -> target.lost += count(tree));
            target.lostTrees.clear();
            if (!rule.allowsShare(target.found(), target.lost)) {
                throw stop(target.path, "has lost " + target.lost + " files", target.found() + target.lost);
            }
        }
        targets.forEach(target -> tellLeftOut(target, rule, lostMax, exclusions));
    }

    /**
     * Nothing is there of all that is to be saved.
     *
     * @throws BackupException SOURCE_MISSING if a target had a file
     */
    void allIsEmpty() {
        if (rule == null) {
            return;
        }
        for (Target target : targets) {
            long before = target.lost;
            for (BlobId tree : target.lostTrees) {
                before += count(tree);
            }
            if (before > 0) {
                throw stop(target.path, "is empty", before);
            }
        }
    }

    /** @param treesMax no more files than these are in all directories that are gone or left out */
    private void tellLeftOut(Target target, LossRule losses, long treesMax, Exclusions exclusions) {
        long leftOutMax = target.leftOutTrees.isEmpty() ? target.leftOut : Math.max(target.leftOut, treesMax);
        if (target.kept > 0 && losses.allowsShare(target.kept, leftOutMax)) {
            return;
        }
        target.leftOutTrees.forEach(tree -> target.leftOut += count(tree));
        boolean isEmptied = target.kept == 0 && target.leftOut >= losses.emptiedFilesMin();
        if (isEmptied || !losses.allowsShare(target.kept, target.leftOut)) {
            run.observer.warning(
                    target.path,
                    target.path + ": " + files(target.leftOut) + " that snapshot "
                            + Objects.requireNonNull(parent).id() + " has there are left out now, "
                            + files(target.kept) + " of it stay: probably by " + causes(exclusions));
        }
    }

    /** What this run leaves out and the parent did not, as far as snapshots say. */
    private String causes(Exclusions exclusions) {
        List<String> patterns = new ArrayList<>(exclusions.patterns());
        patterns.removeAll(Objects.requireNonNull(parent).snapshot().excludes());
        return patterns.isEmpty()
                ? "an exclude or --one-file-system that was not given then"
                : "a new exclude: '" + String.join("', '", patterns) + "'";
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private void stopIfEmptied(BytePath path, String what, Node old, long filesMin) {
        BlobId subtree = old.subtree();
        long files = subtree == null ? 0 : count(subtree);
        if (files >= filesMin) {
            throw stop(path, what, files);
        }
    }

    private BackupException stop(BytePath path, String what, long files) {
        return new BackupException(
                ProblemCode.SOURCE_MISSING,
                path + " " + what + "; " + before(files),
                "check that its disk is mounted and its files are there; if it is meant to be so, run again with"
                        + " --allow-empty-source");
    }

    private String before(long files) {
        SavedSnapshot snapshot = Objects.requireNonNull(parent);
        return "snapshot " + snapshot.id() + " of " + snapshot.snapshot().time() + " has " + files(files) + " there";
    }

    private long count(BlobId top) {
        long[] files = new long[1];
        Deque<BlobId> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            run.throwIfFailed();
            ParentTree.open(run, BytePath.of(""), open.pop()).rest(node -> {
                BlobId subtree = node.subtree();
                if (node.type() == NodeType.FILE) {
                    files[0]++;
                } else if (subtree != null) {
                    open.push(subtree);
                }
            });
        }
        return files[0];
    }
}
