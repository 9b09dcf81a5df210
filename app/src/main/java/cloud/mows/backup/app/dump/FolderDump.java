package cloud.mows.backup.app.dump;

import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.IOException;
import java.io.OutputStream;

/** Writes everything in a folder as an archive. */
public final class FolderDump {
    /** Each level holds a tree in memory. */
    private static final int DEPTH_MAX = 1024;

    private final SnapshotFiles files;
    private final Format format;

    /** The kinds of archives. */
    public enum Format {
        TAR,
        ZIP;

        /** @throws IllegalArgumentException if it is neither */
        public static Format parse(String word) {
            return switch (word) {
                case "tar" -> TAR;
                case "zip" -> ZIP;
                default -> throw new IllegalArgumentException("'" + word + "' is neither tar nor zip");
            };
        }
    }

    /** One entry after the other goes into it; closing ends the archive, not the stream behind it. */
    interface Sink extends AutoCloseable {
        /** @param path without a slash at its start */
        void entry(BytePath path, Node node) throws IOException;

        @Override
        void close() throws IOException;
    }

    public FolderDump(SnapshotFiles files, Format format) {
        this.files = files;
        this.format = format;
    }

    /**
     * @param folder whose entries are written
     * @param path of the folder, which the names in the archive start with
     */
    public void write(BlobId folder, BytePath path, OutputStream out) throws IOException {
        try (Sink sink = sink(out)) {
            walk(sink, folder, path, 0);
        }
    }

    private Sink sink(OutputStream out) {
        return switch (format) {
            case TAR -> new TarFolder(files, out);
            case ZIP -> new ZipFolder(files, out);
        };
    }

    private void walk(Sink sink, BlobId folder, BytePath path, int depth) throws IOException {
        if (depth > DEPTH_MAX) {
            throw new BackupException(
                    ProblemCode.DAMAGED, path + " is deeper than " + DEPTH_MAX + " folders", "restore it instead");
        }
        files.entries(folder, node -> {
            BytePath child = path.resolve(node.name());
            sink.entry(child, node);
            BlobId subtree = node.subtree();
            if (node.type() == NodeType.DIRECTORY && subtree != null) {
                walk(sink, subtree, child, depth + 1);
            }
        });
    }
}
