package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the source in the order of the tree, next to the parent snapshot's tree, and decides about each entry: left out,
 * unchanged, to be read. One thread; it waits when the readers are too far behind.
 */
final class Walker {
    /** As Linux. */
    private static final int LINKS_MAX = 40;

    private final Run run;
    private final Source source;
    private final ArchiveRequest request;
    private final FileSaver files;
    private final Targets targets;
    private final @Nullable BlobId parentTree;

    private final LossWatch losses;

    /** The entries of whole roots are targets of ours; to the user it is the roots. */
    private final boolean asOneTarget;

    private final NamedPaths named;
    private final LeftOut leftOut = new LeftOut();

    private long rootDevice;
    private boolean found;

    /** What is left of a whole root is its marker, for the rest is left out. */
    private boolean rootIsMarked;

    /** What a walk came to. */
    enum Outcome {
        /** Whatever there is, is saved. */
        SAVED,
        /** None of the targets is there. */
        NOTHING_THERE,
        /** Everything that is there is left out. */
        NOTHING_LEFT,
        /** There are only roots, and nothing is in them. */
        EMPTY
    }

    Walker(Run run, Source source, ArchiveRequest request, Targets targets, @Nullable SavedSnapshot parent) {
        this.run = run;
        this.source = source;
        this.request = request;
        this.files = new FileSaver(run, request.changes());
        this.parentTree = parent == null ? null : parent.snapshot().tree();
        this.targets = targets;
        this.named = new NamedPaths(targets.named());
        this.asOneTarget = !targets.wholeRoots().isEmpty();
        // What belongs to a whole root cannot be told from the other paths of a snapshot of others.
        boolean comparable = parent == null
                || !asOneTarget
                || Set.copyOf(parent.snapshot().paths()).equals(Set.copyOf(request.recordedPaths()));
        this.losses = new LossWatch(
                run, comparable ? request.losses() : null, request.changes().ignoreInode(), parent);
    }

    /**
     * Walks the targets; the top directory is listed when it returns, and saved some time later.
     *
     * @throws BackupException SOURCE_MISSING if one has lost more than it may
     */
    Outcome walk(DirectoryInProgress top) {
        boolean rootIsThere = false;
        ParentTree before = ParentTree.open(run, targets.path(), parentTree);
        for (BytePath root : targets.wholeRoots()) {
            named.settle(root);
            try (SourceDirectory directory = source.entry(root).list()) {
                rootIsThere = true;
                List<ByteString> names = request.exclusions().kept(directory);
                if (names.size() != directory.names().size()) {
                    rootIsMarked = true;
                    leftOut.content(directory);
                    tellMarked(root);
                }
                for (ByteString name : names) {
                    targets.include(name, root.resolve(name), directory.stat().deviceId());
                }
            } catch (SourceException e) {
                run.problem(root, e.getMessage());
            }
        }
        if (asOneTarget) {
            losses.begin(targets.wholeRoots().getFirst(), null);
            walkTargets(targets, before, top);
            before.rest(this::passed);
            losses.end();
        } else {
            walkTargets(targets, before, top);
        }
        named.open().forEach(this::tellOpen);
        losses.decide(request.exclusions());
        if (leftOut.leavesNothing(request.losses() == null)) {
            return Outcome.NOTHING_LEFT;
        }
        if (rootIsThere && targets.children().isEmpty()) {
            losses.allIsEmpty();
            return Outcome.EMPTY;
        }
        return found ? Outcome.SAVED : Outcome.NOTHING_THERE;
    }

    private void tellMarked(BytePath path) {
        run.problem(
                path,
                path + ": was named, but what is in it is left out, as a marker file in it asks for (--exclude-caches,"
                        + " --exclude-if-present)");
    }

    private void tellExcluded(BytePath path, SourceEntry entry) {
        String reason = request.exclusions().reason(entry.path(), entry.stat());
        run.problem(path, path + ": was named, but is left out: " + reason);
    }

    /** It lies below another target, and the walk did not come to it. */
    private void tellOpen(BytePath path) {
        try {
            SourceEntry entry = source.entry(path);
            if (request.exclusions().excludes(entry.path(), entry.stat())) {
                tellExcluded(path, entry);
            } else {
                run.problem(path, path + ": was named, but is not saved, for a directory above it is not, or in part");
            }
        } catch (SourceException e) {
            run.problem(path, e.getMessage());
        }
    }

    private void walkTargets(Targets way, ParentTree before, DirectoryInProgress into) {
        for (Map.Entry<ByteString, Targets> child : way.children().entrySet()) {
            Targets target = child.getValue();
            Node old = before.find(child.getKey(), this::passed);
            try {
                SourceEntry entry = source.entry(target.path());
                if (target.isWhole()) {
                    found = true;
                    rootDevice = target.device() == 0 ? entry.stat().deviceId() : target.device();
                    saveTarget(named(entry, child.getKey()), target.path(), old, into);
                } else {
                    saveWay(named(followed(entry), child.getKey()), target, old, into);
                }
            } catch (SourceException e) {
                run.problem(target.path(), e.getMessage());
                named.settleBelow(target.path());
                if (old != null && e instanceof SourceException.Vanished) {
                    losses.missing(target.path(), old);
                }
            }
        }
        into.listed();
    }

    /** What lies beside the targets is none of them, unless that is a whole root. */
    private void passed(Node old) {
        if (rootIsMarked) {
            losses.leftOut(old);
        } else if (asOneTarget) {
            losses.lost(old);
        }
    }

    private void saveTarget(SourceEntry entry, BytePath path, @Nullable Node old, DirectoryInProgress into)
            throws SourceException {
        boolean isNamed = named.settle(path);
        if (isNamed && request.exclusions().excludes(entry.path(), entry.stat())) {
            leftOut.entry(entry);
            tellExcluded(path, entry);
            return;
        }
        if (asOneTarget) {
            save(entry, isNamed, old, into);
            return;
        }
        losses.begin(entry.path(), entry);
        try {
            save(entry, isNamed, old, into);
        } finally {
            losses.end();
        }
    }

    private static SourceEntry named(SourceEntry entry, ByteString name) {
        return entry.name().equals(name) ? entry : new NamedEntry(entry, name);
    }

    /** What a link on the way to a target leads to: the tree has a directory in its place. */
    private SourceEntry followed(SourceEntry entry) throws SourceException {
        SourceEntry at = entry;
        for (int links = 0; links < LINKS_MAX; links++) {
            if (at.stat().type() != FileType.SYMLINK) {
                return at;
            }
            BytePath target = BytePath.of(at.describe().node().linkTarget());
            at = source.entry(target.isAbsolute() ? target : at.path().parent().resolve(target.bytes()));
        }
        throw new SourceException.Changed(entry.path(), "more than " + LINKS_MAX + " symbolic links", null);
    }

    /** A directory on the way to a target: its metadata, and of its entries only those that lead on. */
    private void saveWay(SourceEntry entry, Targets target, @Nullable Node old, DirectoryInProgress into)
            throws SourceException {
        if (!entry.stat().isDirectory()) {
            run.problem(target.path(), target.path() + ": is no directory, so nothing can be below it");
            named.settleBelow(target.path());
            return;
        }
        DirectoryInProgress directory = open(entry, describe(entry), old, into);
        losses.enterWay(entry, old);
        walkTargets(target, ParentTree.open(run, entry.path(), subtree(old)), directory);
        losses.leave();
    }

    /** @param isTarget whether the user named it */
    private void save(SourceEntry entry, boolean isTarget, @Nullable Node old, DirectoryInProgress into)
            throws SourceException {
        run.throwIfFailed();
        FileStat stat = entry.stat();
        boolean isNamed = named.settle(entry.path()) || isTarget;
        if (request.exclusions().excludes(entry.path(), stat)) {
            leaveOut(entry, isNamed, old);
            return;
        }
        if (old != null) {
            losses.found(old, stat.isDirectory());
        }
        leftOut.kept(stat.isDirectory());
        switch (stat.type()) {
            case DIRECTORY -> saveDirectory(entry, isNamed, old, into);
            case FILE -> saveFile(entry, old, into);
            case SYMLINK, FIFO, SOCKET, BLOCK_DEVICE, CHARACTER_DEVICE -> saveOther(entry, old, into);
            case UNKNOWN -> run.problem(entry.path(), "is of a type that cannot be saved");
        }
    }

    private void leaveOut(SourceEntry entry, boolean isNamed, @Nullable Node old) {
        leftOut.entry(entry);
        if (old != null) {
            losses.leftOut(old);
        }
        if (isNamed) {
            tellExcluded(entry.path(), entry);
        }
    }

    private void saveOther(SourceEntry entry, @Nullable Node old, DirectoryInProgress into) throws SourceException {
        Node node = describe(entry);
        into.add(node);
        run.observer.saved(entry.path(), node, change(old, old != null && old.equals(node)));
    }

    private void saveFile(SourceEntry entry, @Nullable Node old, DirectoryInProgress into) throws SourceException {
        Node saved = entry.saved();
        if (saved != null) {
            addSaved(entry, saved, old, into);
            return;
        }
        if (old != null && request.changes().isUnchanged(entry.stat(), old) && isStored(old)) {
            Node node = describe(entry).withContent(old.content(), old.size());
            into.add(node);
            run.tally.bytes.add(old.size());
            run.tally.file(ArchiveObserver.Change.UNCHANGED);
            run.observer.bytes(old.size());
            run.observer.saved(entry.path(), node, ArchiveObserver.Change.UNCHANGED);
            return;
        }
        boolean was = old != null && old.type() == NodeType.FILE;
        files.submit(entry, was ? ArchiveObserver.Change.CHANGED : ArchiveObserver.Change.NEW, into.expect());
    }

    /** Its content is in the repository, and was counted when it got there. */
    private void addSaved(SourceEntry entry, Node node, @Nullable Node old, DirectoryInProgress into) {
        ArchiveObserver.Change change = change(old, node.equals(old));
        into.add(node);
        run.tally.bytes.add(node.size());
        run.tally.file(change);
        run.observer.saved(entry.path(), node, change);
    }

    private boolean isStored(Node old) {
        for (int i = 0; i < old.content().size(); i++) {
            if (!run.repository.index().has(BlobType.DATA, old.content().get(i))) {
                return false;
            }
        }
        return true;
    }

    private void saveDirectory(SourceEntry entry, boolean isNamed, @Nullable Node old, DirectoryInProgress into)
            throws SourceException {
        Node node = describe(entry);
        long deviceAbove = rootDevice;
        try (SourceDirectory listing = entry.list()) {
            losses.enter(entry, listing, old);
            DirectoryInProgress directory = open(entry, node, old, into);
            try {
                long device = listing.stat().deviceId();
                // What is named below another target is on the file system that was asked for.
                rootDevice = isNamed ? device : rootDevice;
                if (!request.oneFileSystem() || device == rootDevice) {
                    saveEntries(listing, isNamed, ParentTree.open(run, entry.path(), subtree(old)), directory);
                } else {
                    leftOut.content(listing);
                    losses.leftOutBelow(old);
                }
            } finally {
                rootDevice = deviceAbove;
                directory.listed();
                losses.leave();
            }
        }
    }

    private void saveEntries(SourceDirectory listing, boolean isNamed, ParentTree before, DirectoryInProgress into) {
        List<ByteString> names = request.exclusions().kept(listing);
        boolean isMarked = names.size() != listing.names().size();
        Consumer<Node> passed = isMarked ? losses::leftOut : losses::lost;
        if (isMarked) {
            leftOut.content(listing);
            if (isNamed) {
                tellMarked(listing.path());
            }
        }
        for (ByteString name : names) {
            Node old = before.find(name, passed);
            try {
                saveEntry(listing, name, old, into);
            } catch (SourceException.Vanished e) {
                // Removed since the directory was listed: the snapshot shows it as if it had come a moment later.
                continue;
            } catch (SourceException e) {
                run.problem(e.path(), e.getMessage());
            }
        }
        before.rest(passed);
    }

    private void saveEntry(SourceDirectory listing, ByteString name, @Nullable Node old, DirectoryInProgress into)
            throws SourceException {
        try {
            save(listing.entry(name), false, old, into);
        } catch (SourceException.Changed e) {
            // Replaced while we looked: once more, as what it is now.
            save(listing.entry(name), false, old, into);
        }
    }

    private DirectoryInProgress open(SourceEntry entry, Node node, @Nullable Node old, DirectoryInProgress into) {
        DirectoryInProgress.Slot slot = into.expect();
        BlobId oldTree = subtree(old);
        return new DirectoryInProgress(run, id -> {
            if (id == null) {
                return slot.put(null);
            }
            ArchiveObserver.Change change = change(old, id.equals(oldTree));
            run.tally.directory(change);
            run.observer.savedDirectory(entry.path(), change);
            return slot.put(node.withSubtree(id));
        });
    }

    private Node describe(SourceEntry entry) throws SourceException {
        DescribedNode described = entry.describe();
        described.warnings().forEach(warning -> run.problem(entry.path(), warning));
        return described.node();
    }

    private static ArchiveObserver.Change change(@Nullable Node old, boolean same) {
        if (old == null) {
            return ArchiveObserver.Change.NEW;
        }
        return same ? ArchiveObserver.Change.UNCHANGED : ArchiveObserver.Change.CHANGED;
    }

    private static @Nullable BlobId subtree(@Nullable Node node) {
        return node == null ? null : node.subtree();
    }
}
