package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import cloud.mows.backup.core.tree.TreeDecoder;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Loads every tree and every blob of a snapshot and says what is in it, without the verb extract. */
public final class RepositoryReading {
    /**
     * An entry of a snapshot.
     *
     * @param sha256 of all bytes of a file; else empty
     */
    public record Entry(Node node, String sha256) {
        /** All that a restore would need, in one line; times in UTC. */
        String line(String path) {
            String xattrs = node.xattrs().stream()
                    .map(x -> " " + x.name() + "="
                            + HexFormat.of().formatHex(x.value().toArray()))
                    .collect(Collectors.joining());
            return "%s %s %04o %d:%d %s %d%s%s%s%s"
                    .formatted(
                            path,
                            node.type().word(),
                            node.mode(),
                            node.uid(),
                            node.gid(),
                            node.mtime(),
                            node.type() == NodeType.FILE ? node.size() : 0,
                            sha256.isEmpty() ? "" : " " + sha256,
                            node.linkTarget().isEmpty() ? "" : " -> " + shown(node.linkTarget()),
                            node.links() > 1 ? " links=" + node.links() : "",
                            xattrs);
        }
    }

    private final Repository repository;
    private final BlobHasher hasher = new BlobHasher();
    private final Map<String, Entry> entries = new TreeMap<>();

    private RepositoryReading(Repository repository) {
        this.repository = repository;
    }

    /** Every entry by its path, which begins with a slash; bytes that are not UTF-8 show as {@code \xff}. */
    public static Map<String, Entry> entries(Repository repository, BlobId tree) {
        RepositoryReading reading = new RepositoryReading(repository);
        reading.readTree(tree, "");
        return reading.entries;
    }

    /** As text, one line for each entry. */
    public static String listing(Repository repository, BlobId tree) {
        return entries(repository, tree).entrySet().stream()
                .map(entry -> entry.getValue().line(entry.getKey()) + "\n")
                .collect(Collectors.joining());
    }

    /** Reads all that the snapshots name; fails if anything is missing. Returns how many snapshots there are. */
    public static int readEverything(Repository repository) {
        SnapshotCatalogue catalogue = SnapshotCatalogue.load(repository).requireComplete();
        for (SavedSnapshot saved : catalogue.all()) {
            entries(repository, saved.snapshot().tree());
        }
        return catalogue.all().size();
    }

    private void readTree(BlobId tree, String prefix) {
        try {
            TreeDecoder decoder = new TreeDecoder(repository.load(BlobType.TREE, tree));
            for (Node node; (node = decoder.next()) != null; ) {
                String path = prefix + "/" + shown(node.name());
                entries.put(path, new Entry(node, node.type() == NodeType.FILE ? sha256(path, node) : ""));
                BlobId subtree = node.subtree();
                if (subtree != null) {
                    readTree(subtree, path);
                } else if (node.type() == NodeType.DIRECTORY) {
                    throw new AssertionError(path + " has no tree");
                }
            }
        } catch (MalformedTreeException e) {
            throw new AssertionError(prefix, e);
        }
    }

    private String sha256(String path, Node node) {
        long bytes = 0;
        BlobId last = null;
        ByteSlice content = ByteSlice.EMPTY;
        for (int i = 0; i < node.content().size(); i++) {
            BlobId id = node.content().get(i);
            // Sparse files name one blob a thousand times.
            content = id.equals(last) ? content : repository.load(BlobType.DATA, id);
            last = id;
            hasher.update(content.array(), content.offset(), content.length());
            bytes += content.length();
        }
        if (bytes != node.size()) {
            throw new AssertionError(path + " has " + bytes + " bytes, its node says " + node.size());
        }
        return hasher.finish().hex();
    }

    private static String shown(ByteString name) {
        if (name.isUtf8()) {
            return name.toString();
        }
        StringBuilder text = new StringBuilder();
        for (byte b : name.toArray()) {
            text.append(b > ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b));
        }
        return text.toString();
    }
}
