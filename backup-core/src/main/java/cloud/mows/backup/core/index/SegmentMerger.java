package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** Merges sorted segments into one, with memory for one entry each. */
final class SegmentMerger {
    private SegmentMerger() {}

    static Segment merge(List<Segment> parts, Path file) throws IOException {
        long blobs = 0;
        long packs = 0;
        PriorityQueue<Cursor> heads = new PriorityQueue<>(Comparator.comparing((Cursor c) -> c.id));
        for (Segment part : parts) {
            if (part.count() > 0) {
                heads.add(new Cursor(part, Math.toIntExact(packs)));
            }
            blobs += part.count();
            packs += part.packCount();
        }
        try (SegmentOutput out = new SegmentOutput(Objects.requireNonNull(file.getParent()), blobs, packs)) {
            byte[] id = new byte[Digest.BYTES];
            for (Segment part : parts) {
                for (int p = 0; p < part.packCount(); p++) {
                    part.pack(p).digest().writeTo(id, 0);
                    out.write(id, 0, id.length);
                }
            }
            byte[] entry = new byte[Segment.ENTRY_BYTES];
            while (!heads.isEmpty()) {
                Cursor head = heads.poll();
                head.part.copyEntry(head.position, entry);
                int ordinal = (int) Segment.INT.get(entry, Segment.PACK_AT);
                Segment.INT.set(entry, Segment.PACK_AT, ordinal + head.firstPack);
                out.write(entry, 0, entry.length);
                if (head.advance()) {
                    heads.add(head);
                }
            }
            return out.finish(file);
        }
    }

    private static final class Cursor {
        private final Segment part;
        private final int firstPack;
        private long position;
        private Digest id;

        Cursor(Segment part, int firstPack) {
            this.part = part;
            this.firstPack = firstPack;
            this.id = part.idAt(0);
        }

        boolean advance() {
            position++;
            if (position == part.count()) {
                return false;
            }
            id = part.idAt(position);
            return true;
        }
    }
}
