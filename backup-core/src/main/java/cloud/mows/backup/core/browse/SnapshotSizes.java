package cloud.mows.backup.core.browse;

import cloud.mows.backup.core.crypto.Sealer;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.util.Collection;

/** Adds up what snapshots take. */
public final class SnapshotSizes {
    private final Repository repository;
    private final HashSet64 contents = new HashSet64();
    private final HashSet64 paths = new HashSet64();
    private final HashSet64 references = new HashSet64();
    private long files;
    private long blobs;
    private long bytes;

    public SnapshotSizes(Repository repository) {
        this.repository = repository;
    }

    /** Counts; for one call. */
    public SizeReport count(SizeMode mode, Collection<SavedSnapshot> snapshots) {
        if (mode == SizeMode.RAW_DATA) {
            return rawData(snapshots);
        }
        BlobTable table = new BlobTable(repository.index().segments());
        for (SavedSnapshot saved : snapshots) {
            HashSet64 hardLinks = new HashSet64();
            new TreeTraversal(repository).walk(saved.snapshot().tree(), BytePath.ROOT, (tree, path, node) -> {
                switch (mode) {
                    case RESTORE_SIZE -> restored(node, hardLinks);
                    case FILES_BY_CONTENTS -> byContents(node);
                    case BLOBS_PER_FILE -> perFile(path, node, table);
                    case RAW_DATA -> throw new AssertionError(mode);
                }
                return true;
            });
        }
        return new SizeReport(snapshots.size(), files, blobs, bytes, 0, 0, 0);
    }

    private void restored(Node node, HashSet64 hardLinks) {
        files++;
        if (node.type() == NodeType.FILE
                && (node.links() <= 1 || hardLinks.add(HashSet64.combined(node.inode(), node.deviceId())))) {
            bytes += node.size();
        }
    }

    private void byContents(Node node) {
        if (node.type() == NodeType.FILE && contents.add(hash(node.content()))) {
            files++;
            bytes += node.size();
        }
    }

    private void perFile(BytePath path, Node node, BlobTable table) {
        if (node.type() != NodeType.FILE || !contents.add(hash(node.content()))) {
            return;
        }
        long hash = 0;
        for (byte b : path.bytes().toArray()) {
            hash = HashSet64.combined(hash, b);
        }
        for (int i = 0; i < node.content().size(); i++) {
            BlobId id = node.content().get(i);
            long place = table.find(BlobType.DATA, id);
            files += paths.add(hash) ? 1 : 0;
            if (place >= 0
                    && references.add(HashSet64.combined(hash, id.digest().w0()))) {
                blobs++;
                bytes += table.blob(place).plainLength();
            }
        }
    }

    private static long hash(BlobIds content) {
        long hash = content.size();
        for (int i = 0; i < content.size(); i++) {
            hash = HashSet64.combined(hash, content.get(i).digest().w0());
        }
        return hash;
    }

    private SizeReport rawData(Collection<SavedSnapshot> snapshots) {
        BlobTable table = new BlobTable(repository.index().segments());
        BlobMarks used = TreeWalk.used(repository, table, snapshots);
        long plain = 0;
        long compressed = 0;
        long compressedPlain = 0;
        for (long place = 0; place < table.size(); place++) {
            if (used.get(place)) {
                PackedBlob blob = table.blob(place);
                long plainLength = (long) blob.plainLength() + Sealer.OVERHEAD;
                blobs++;
                bytes += blob.length();
                plain += plainLength;
                if (blob.isCompressed()) {
                    compressed += blob.length();
                    compressedPlain += plainLength;
                }
            }
        }
        return new SizeReport(snapshots.size(), 0, blobs, bytes, plain, compressed, compressedPlain);
    }
}
