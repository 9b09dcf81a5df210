package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Some segments as one numbered list of places, for verbs that must go through all of them: facts about a blob are kept in
 * bit sets over these numbers ({@link BlobMarks}), not in objects. A place that two index files list has two numbers, a blob
 * in two packs too; {@link #find} always answers with the same one of them.
 *
 * <p>It does not see what is added to the index later. The segments must stay open. Safe for many threads.
 */
public final class BlobTable {
    private final List<Segment> segments;
    private final long[] bases;
    private final PackTable packs;

    public BlobTable(List<Segment> segments) {
        this.segments = List.copyOf(segments);
        this.bases = new long[segments.size() + 1];
        for (int s = 0; s < segments.size(); s++) {
            bases[s + 1] = bases[s] + segments.get(s).count();
        }
        this.packs = new PackTable(this.segments);
    }

    /** How many places there are; they are numbered from 0. */
    public long size() {
        return bases[segments.size()];
    }

    public PackTable packs() {
        return packs;
    }

    /** @return the one place that stands for this blob, or -1 if there is none */
    public long find(BlobType type, BlobId id) {
        for (int s = 0; s < segments.size(); s++) {
            long position = segments.get(s).find(type, id);
            if (position >= 0) {
                return bases[s] + position;
            }
        }
        return -1;
    }

    public PackedBlob blob(long place) {
        int s = segment(place);
        return segments.get(s).blob(place - bases[s]);
    }

    /** The number of the pack in {@link #packs()}. */
    public int pack(long place) {
        int s = segment(place);
        return packs.number(s, segments.get(s).packOrdinal(place - bases[s]));
    }

    private int segment(long place) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (bases[middle] <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** One pack that an index file lists. */
    public interface ListingVisitor {
        void visit(IndexId file, int pack, int blobs);
    }

    /** Goes through all packs that each index file lists. */
    public void forEachListing(ListingVisitor visitor) {
        Set<IndexId> seen = new HashSet<>();
        for (int s = 0; s < segments.size(); s++) {
            Segment segment = segments.get(s);
            int[] blobs = new int[segment.packCount()];
            for (long at = 0; at < segment.count(); at++) {
                blobs[segment.packOrdinal(at)]++;
            }
            // Two segments may stand for the same file.
            boolean[] first = new boolean[segment.sources().size()];
            for (int f = 0; f < first.length; f++) {
                first[f] = seen.add(segment.sources().get(f));
            }
            for (int p = 0; p < blobs.length; p++) {
                int file = segment.packSource(p);
                if (first[file]) {
                    visitor.visit(segment.sources().get(file), packs.number(s, p), blobs[p]);
                }
            }
        }
    }

    /** All places of the blobs of one id; a data and a tree blob may share it. */
    public interface IdVisitor {
        /** @param copies at least one, each place once, those that stand for their blob before others of the type */
        void visit(List<Copy> copies);
    }

    /** One place of a blob. */
    public record Copy(long place, int pack, PackedBlob blob) {
        boolean isSamePlace(Copy other) {
            return pack == other.pack && blob.offset() == other.blob.offset() && blob.type() == other.blob.type();
        }
    }

    /** Goes through all blobs in ascending order of their ids. */
    public void forEachId(IdVisitor visitor) {
        PriorityQueue<Cursor> heads =
                new PriorityQueue<>(Comparator.comparing((Cursor c) -> c.id).thenComparingInt(c -> c.segment));
        for (int s = 0; s < segments.size(); s++) {
            if (segments.get(s).count() > 0) {
                heads.add(new Cursor(s));
            }
        }
        List<Copy> copies = new ArrayList<>();
        while (!heads.isEmpty()) {
            Digest id = heads.element().id;
            copies.clear();
            while (!heads.isEmpty() && heads.element().id.equals(id)) {
                Cursor head = heads.remove();
                addOnce(copies, head.copy());
                if (head.advance()) {
                    heads.add(head);
                }
            }
            visitor.visit(copies);
        }
    }

    private static void addOnce(List<Copy> copies, Copy added) {
        for (Copy copy : copies) {
            if (copy.isSamePlace(added)) {
                return;
            }
        }
        copies.add(added);
    }

    private final class Cursor {
        private final int segment;
        private long position;
        private Digest id;

        Cursor(int segment) {
            this.segment = segment;
            this.id = segments.get(segment).idAt(0);
        }

        Copy copy() {
            Segment s = segments.get(segment);
            return new Copy(
                    bases[segment] + position, packs.number(segment, s.packOrdinal(position)), s.blob(position));
        }

        boolean advance() {
            Segment s = segments.get(segment);
            position++;
            if (position == s.count()) {
                return false;
            }
            id = s.idAt(position);
            return true;
        }
    }
}
