package cloud.mows.backup.dashboards.point;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.engine.OpenRepository.OpenSnapshot;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of restore points. */
public final class FileBrowser {
    private static final int LIMIT_MAX = 10_000;

    private final RestorePoints points;

    public FileBrowser(RestorePoints points) {
        this.points = points;
    }

    /** @param after the name to go on behind */
    public FileListing list(String id, String path, @Nullable String after, int limit) throws IOException {
        BytePath folder = ApiPath.decode(path);
        ByteString behind = after == null ? ByteString.EMPTY : ApiPath.bytes(after);
        int most = Math.clamp(limit, 1, LIMIT_MAX);
        try (OpenSnapshot open = points.open(id)) {
            SnapshotFiles files = open.lease().engine().snapshotFiles();
            BlobId tree = files.folder(open.saved().snapshot().tree(), folder);
            List<FileEntry> entries = new ArrayList<>();
            List<ByteString> last = new ArrayList<>();
            boolean[] more = new boolean[1];
            // Entries come in the order of their names' bytes.
            files.entries(tree, node -> {
                if (node.name().compareTo(behind) <= 0) {
                    return;
                }
                if (entries.size() < most) {
                    entries.add(entry(folder, node));
                    last.add(node.name());
                } else {
                    more[0] = true;
                }
            });
            return new FileListing(
                    ApiPath.encode(folder), List.copyOf(entries), more[0] ? ApiPath.encode(last.getLast()) : null);
        }
    }

    private static FileEntry entry(BytePath folder, Node node) {
        return new FileEntry(
                EscapedBytes.replaced(node.name()),
                ApiPath.encode(folder.resolve(node.name())),
                kind(node.type()),
                node.type() == NodeType.FILE ? node.size() : null,
                node.mtime());
    }

    private static FileKind kind(NodeType type) {
        return switch (type) {
            case FILE -> FileKind.File;
            case DIRECTORY -> FileKind.Directory;
            case SYMLINK -> FileKind.Link;
            default -> FileKind.Other;
        };
    }

    /** A file that is about to be read. */
    public record Content(OpenSnapshot open, Node file) implements AutoCloseable {
        public void copy(OutputStream out) throws IOException {
            open.lease().engine().snapshotFiles().copy(file, out);
        }

        @Override
        public void close() {
            open.close();
        }
    }

    /** To be closed. */
    public Content content(String id, String path) {
        BytePath wanted = ApiPath.decode(path);
        OpenSnapshot open = points.open(id);
        try {
            Node node = open.lease()
                    .engine()
                    .snapshotFiles()
                    .find(open.saved().snapshot().tree(), wanted);
            if (node == null || node.type() != NodeType.FILE) {
                throw ApiException.unusable(
                        path + " is not a file, and only files can be downloaded",
                        "restore it into a directory instead");
            }
            return new Content(open, node);
        } catch (RuntimeException e) {
            open.close();
            throw e;
        }
    }
}
