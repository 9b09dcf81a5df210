package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.TreesAhead;
import cloud.mows.backup.core.target.TargetDirectory;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Goes through the tree in its order, depth first, and gives every selected entry to {@link Entries}. */
final class Walker {
    /** Deeper than any path a program can name at once; a tree that goes on is not one of ours. */
    private static final int DEPTH_MAX = 4096;

    private final Run run;
    private final Entries entries;
    private final TreesAhead trees;
    private final Deque<Frame> frames = new ArrayDeque<>();

    private static final class Frame {
        private final DirectoryJob directory;
        private final TreeDecoder decoder;

        /** Filled only if something that is not in it is to be deleted. */
        private final List<ByteString> names = new ArrayList<>(0);

        Frame(DirectoryJob directory, TreeDecoder decoder) {
            this.directory = directory;
            this.decoder = decoder;
        }
    }

    Walker(Run run, Entries entries) {
        this.run = run;
        this.entries = entries;
        this.trees = new TreesAhead(run.repository());
    }

    /** @throws BackupException if the tree itself cannot be read; of what is below, the observer is told */
    void walk(DirectoryJob root, BlobId tree) {
        frames.push(frame(root, trees.load(tree)));
        while (!frames.isEmpty()) {
            BackupException end = run.tally().end();
            if (end != null) {
                throw end;
            }
            step(frames.peek());
        }
    }

    private Frame frame(DirectoryJob directory, ByteSlice tree) {
        TargetDirectory made = directory.directory();
        boolean isEmpty = made != null && made.isNew();
        if (!directory.isExact() && !isEmpty && isExact(directory, tree)) {
            directory.makeExact();
        }
        return new Frame(directory, new TreeDecoder(tree));
    }

    private boolean isExact(DirectoryJob directory, ByteSlice tree) {
        try {
            return switch (run.request().deletion()) {
                case NONE -> false;
                case IN_DATABASES -> {
                    Node node = directory.node();
                    yield DatabaseFiles.isFolder(node == null ? null : node.name(), new TreeDecoder(tree));
                }
                case ALL -> true;
            };
        } catch (MalformedTreeException e) {
            // The walk comes upon it too, and tells.
            return false;
        }
    }

    private void step(Frame frame) {
        try {
            Node node = frame.decoder.next();
            if (node != null) {
                if (run.request().deletion() != Deletion.NONE) {
                    frame.names.add(node.name());
                }
                visit(frame.directory, node);
                return;
            }
            if (run.request().deletion() != Deletion.NONE) {
                entries.deleteOthers(frame.directory, frame.names);
            }
        } catch (MalformedTreeException e) {
            // Nothing is deleted: what belongs here is not known.
            run.tally()
                    .failed(frame.directory.location(), ProblemCode.DAMAGED, "its tree is refused: " + e.getMessage());
        }
        frames.pop();
        frame.directory.end();
    }

    private void visit(DirectoryJob parent, Node node) {
        boolean isDirectory = node.type() == NodeType.DIRECTORY;
        if (run.request().selection() == Selection.ALL && !isDirectory) {
            entries.entry(parent, node);
            return;
        }
        BytePath location = parent.location().resolve(node.name());
        Selection.Choice choice = run.request().selection().choose(location, isDirectory);
        if (!isDirectory) {
            if (choice.isTaken()) {
                entries.entry(parent, node);
            }
        } else if (choice != Selection.Choice.LEAVE) {
            enter(parent, node, location, choice);
        }
    }

    private void enter(DirectoryJob parent, Node node, BytePath location, Selection.Choice choice) {
        DirectoryJob directory = parent.child(node, location);
        boolean usable = !choice.isTaken() || entries.directory(directory);
        BlobId tree = node.subtree();
        if (usable && choice.isEntered()) {
            if (tree == null) {
                run.tally()
                        .failed(location, ProblemCode.DAMAGED, "the snapshot does not say what is in this directory");
            } else if (frames.size() >= DEPTH_MAX) {
                run.tally()
                        .failed(location, ProblemCode.DAMAGED, "deeper than " + DEPTH_MAX + " directories; left out");
            } else if (push(directory, tree)) {
                return;
            }
        }
        directory.end();
    }

    private boolean push(DirectoryJob directory, BlobId tree) {
        try {
            frames.push(frame(directory, trees.load(tree)));
            return true;
        } catch (BackupException e) {
            if (e.problem().code() == ProblemCode.CANCELLED) {
                throw e;
            }
            Problem problem = e.problem();
            run.tally()
                    .failed(
                            directory.location(),
                            new Problem(
                                    problem.code(),
                                    directory.location() + ": everything in it is missing: " + problem.message(),
                                    problem.hint()));
            return false;
        }
    }
}
