package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Blobs that some files want, up to a bound: each blob once, however many places want it. For one thread until it is
 * cut into ranges.
 */
final class Window {
    private final Map<BlobId, Piece> pieces = new HashMap<>();
    private final Map<PackId, Integer> packs = new HashMap<>();
    private int places;

    /** A place of a blob in a file. */
    record Place(FileJob file, long offset) {}

    /** A blob and where it goes. */
    static final class Piece {
        private final int pack;
        private final PackedBlob blob;
        private final List<Place> places = new ArrayList<>(1);

        Piece(int pack, PackedBlob blob) {
            this.pack = pack;
            this.blob = blob;
        }

        PackedBlob blob() {
            return blob;
        }

        List<Place> places() {
            return places;
        }

        private long order() {
            return (long) pack << 32 | blob.offset();
        }
    }

    /** Neighbours in one pack, read at once; ascending by offset. */
    record Range(PackId pack, List<Piece> pieces) {
        int offset() {
            return pieces.getFirst().blob().offset();
        }

        int length() {
            return pieces.getLast().blob().end() - offset();
        }
    }

    int places() {
        return places;
    }

    void add(BlobLocation where, FileJob file, long offset) {
        Piece piece = pieces.get(where.blob().id());
        if (piece == null) {
            Integer pack = packs.computeIfAbsent(where.pack(), p -> packs.size());
            piece = new Piece(pack, where.blob());
            pieces.put(where.blob().id(), piece);
        }
        piece.places.add(new Place(file, offset));
        places++;
        file.begin();
    }

    /**
     * The reads, packs in the order in which they were first wanted.
     *
     * @param bytesMax of a range, unless a single blob is longer
     * @param gapMax bytes that nobody wants which are read to save a request
     */
    List<Range> ranges(int bytesMax, int gapMax) {
        List<PackId> ids = new ArrayList<>(packs.size());
        packs.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(entry -> ids.add(entry.getKey()));
        Piece[] sorted = pieces.values().toArray(Piece[]::new);
        Arrays.sort(sorted, Comparator.comparingLong(Piece::order));
        List<Range> ranges = new ArrayList<>();
        List<Piece> current = new ArrayList<>();
        for (Piece piece : sorted) {
            if (!current.isEmpty() && !continues(current, piece, bytesMax, gapMax)) {
                ranges.add(new Range(ids.get(current.getFirst().pack), current));
                current = new ArrayList<>();
            }
            current.add(piece);
        }
        if (!current.isEmpty()) {
            ranges.add(new Range(ids.get(current.getFirst().pack), current));
        }
        return ranges;
    }

    private static boolean continues(List<Piece> current, Piece next, int bytesMax, int gapMax) {
        Piece first = current.getFirst();
        int end = current.getLast().blob().end();
        int gap = next.blob().offset() - end;
        // A gap below zero is an index that contradicts itself: each blob is read by itself then and fails by itself.
        return next.pack == first.pack
                && gap >= 0
                && gap <= gapMax
                && next.blob().end() - first.blob().offset() <= bytesMax;
    }
}
