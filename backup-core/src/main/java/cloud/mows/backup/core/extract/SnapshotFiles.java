package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Finds and reads single files and folders of snapshots. */
public final class SnapshotFiles {
    private final Repository repository;

    public SnapshotFiles(Repository repository) {
        this.repository = repository;
    }

    /** Gets every entry of a folder, in order. */
    @FunctionalInterface
    public interface EntryVisitor {
        void visit(Node node) throws IOException;
    }

    /**
     * What lies at a path; null for the top itself.
     *
     * @param top a snapshot's tree
     * @param path in the snapshot, with or without a slash at its start
     * @throws BackupException NOT_FOUND, or DAMAGED if a tree on the way cannot be read
     */
    public @Nullable Node find(BlobId top, BytePath path) {
        Node found = null;
        BytePath way = BytePath.ROOT;
        for (ByteString element : path.elements()) {
            BlobId tree = found == null ? top : found.subtree();
            if (found != null && found.type() != NodeType.DIRECTORY || tree == null) {
                throw new BackupException(ProblemCode.NOT_FOUND, way + " is no folder in the snapshot", "");
            }
            way = way.resolve(element);
            found = child(tree, element);
            if (found == null) {
                throw new BackupException(
                        ProblemCode.NOT_FOUND,
                        "there is no " + way + " in the snapshot",
                        "'mows-backup ls' lists what is in a snapshot");
            }
        }
        return found;
    }

    /**
     * The tree of the folder at a path.
     *
     * @throws BackupException as {@link #find}, and if it is no folder
     */
    public BlobId folder(BlobId top, BytePath path) {
        Node node = find(top, path);
        if (node == null) {
            return top;
        }
        BlobId tree = node.subtree();
        if (node.type() != NodeType.DIRECTORY || tree == null) {
            throw new BackupException(ProblemCode.NOT_FOUND, path + " is no folder in the snapshot", "");
        }
        return tree;
    }

    private @Nullable Node child(BlobId tree, ByteString name) {
        TreeDecoder decoder = new TreeDecoder(repository.load(BlobType.TREE, tree));
        try {
            Node node = decoder.next();
            while (node != null && !node.name().equals(name)) {
                node = decoder.next();
            }
            return node;
        } catch (MalformedTreeException e) {
            throw malformed(tree, e);
        }
    }

    private static BackupException malformed(BlobId tree, MalformedTreeException e) {
        return new BackupException(
                ProblemCode.DAMAGED, "tree " + tree + " is refused: " + e.getMessage(), "run 'mows-backup check'", e);
    }

    /** Visits the entries of one folder. */
    public void entries(BlobId tree, EntryVisitor visitor) throws IOException {
        TreeDecoder decoder = new TreeDecoder(repository.load(BlobType.TREE, tree));
        while (true) {
            Node node;
            try {
                node = decoder.next();
            } catch (MalformedTreeException e) {
                throw malformed(tree, e);
            }
            if (node == null) {
                return;
            }
            visitor.visit(node);
        }
    }

    /**
     * Writes the content of a regular file.
     *
     * @throws BackupException DAMAGED where a blob cannot be had; what stands before it is written by then
     */
    public void copy(Node file, OutputStream out) throws IOException {
        new ContentCopy(repository).copy(file, out);
    }
}
