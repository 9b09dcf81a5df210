package cloud.mows.backup.core.target;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.target.TargetFile.Durability;
import cloud.mows.backup.core.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The shortest way from a source to a target: what a backup and a restore do together. */
public final class TreeCopy {
    private final ZeroRuns zeroRuns;
    private final List<MetadataProblem> problems = new ArrayList<>();
    private final Map<Long, Place> firstNames = new HashMap<>();
    private final byte[] buffer = new byte[1 << 20];

    private record Place(TargetDirectory directory, ByteString name) {}

    private TreeCopy(ZeroRuns zeroRuns) {
        this.zeroRuns = zeroRuns;
    }

    public static List<MetadataProblem> copy(SourceEntry from, TargetDirectory to, ZeroRuns zeroRuns)
            throws SourceException, TargetException {
        TreeCopy copy = new TreeCopy(zeroRuns);
        copy.directory(from, to);
        return copy.problems;
    }

    private void directory(SourceEntry from, TargetDirectory to) throws SourceException, TargetException {
        Node own = from.describe().node();
        try (SourceDirectory directory = from.list()) {
            for (ByteString name : directory.names()) {
                SourceEntry entry = directory.entry(name);
                switch (entry.stat().type()) {
                    case DIRECTORY -> directory(entry, to.makeDirectory(name));
                    case FILE -> file(entry, to);
                    case SYMLINK, FIFO, SOCKET, BLOCK_DEVICE, CHARACTER_DEVICE, UNKNOWN ->
                        problems.addAll(to.makeSpecial(name, entry.describe().node()));
                }
            }
        }
        problems.addAll(to.applyMetadata(own));
    }

    private void file(SourceEntry from, TargetDirectory to) throws SourceException, TargetException {
        Node node = from.describe().node();
        Place first = node.links() > 1 ? firstNames.putIfAbsent(node.inode(), new Place(to, node.name())) : null;
        if (first != null) {
            to.makeHardLink(node.name(), first.directory(), first.name());
            return;
        }
        try (SourceContent content = from.open();
                TargetFile file = to.createFile(node.name(), zeroRuns)) {
            while (true) {
                long zeros = content.skipHole();
                if (zeroRuns == ZeroRuns.WRITTEN) {
                    writeZeros(file, content.position() - zeros, zeros);
                }
                long position = content.position();
                int n = content.read(buffer, 0, buffer.length);
                if (n < 0) {
                    break;
                }
                file.write(new ByteSlice(buffer, 0, n), position);
            }
            problems.addAll(file.commit(node, Durability.LEFT_TO_SYSTEM));
        }
    }

    private static void writeZeros(TargetFile file, long from, long count) throws TargetException {
        for (long at = 0; at < count; at += 1 << 20) {
            file.write(ByteSlice.of(new byte[(int) Math.min(1 << 20, count - at)]), from + at);
        }
    }
}
