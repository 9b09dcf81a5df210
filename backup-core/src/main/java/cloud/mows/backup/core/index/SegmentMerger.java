package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Merges segments into one, without what index files list that are gone, and with one copy of what two of them stand for.
 * Memory: an entry and a few pages for each, and four bytes for each pack of those that lose some.
 */
final class SegmentMerger {
    /** After 12 MB the kernel gets back what was read of all parts, also of those that are small, and a cancelled merge ends. */
    private static final int ENTRIES_UNTIL_RELEASE = 1 << 18;

    private final List<Part> parts = new ArrayList<>();
    private final List<IndexId> sources;
    private final BooleanSupplier cancelled;

    /** @param live which index files there are */
    SegmentMerger(List<Segment> segments, Predicate<IndexId> live, BooleanSupplier cancelled) {
        this.cancelled = cancelled;
        Set<IndexId> taken = new HashSet<>();
        List<boolean[]> kept = new ArrayList<>();
        for (Segment segment : segments) {
            boolean[] keep = new boolean[segment.sources().size()];
            for (int s = 0; s < keep.length; s++) {
                IndexId source = segment.sources().get(s);
                keep[s] = live.test(source) && taken.add(source);
            }
            kept.add(keep);
        }
        this.sources = List.copyOf(new TreeSet<>(taken));
        int firstPack = 0;
        for (int i = 0; i < kept.size(); i++) {
            Part part = new Part(i, segments.get(i), kept.get(i), firstPack);
            parts.add(part);
            firstPack = Math.addExact(firstPack, part.packs);
        }
    }

    /** @throws CancellationException when it should stop; nothing is left then */
    Segment mergeInto(Path folder) throws IOException {
        long blobs = 0;
        long packs = 0;
        for (Part part : parts) {
            blobs += part.blobs();
            packs += part.packs;
        }
        try (SegmentOutput out = new SegmentOutput(folder.resolve(SegmentName.of(sources)), sources, packs, blobs)) {
            for (Part part : parts) {
                part.writePacks(out);
            }
            mergeEntries(out);
            return out.finish();
        }
    }

    private void mergeEntries(SegmentOutput out) throws IOException {
        PriorityQueue<Part> heads =
                new PriorityQueue<>(Comparator.comparing((Part part) -> part.id).thenComparingInt(part -> part.number));
        for (Part part : parts) {
            if (part.advance()) {
                heads.add(part);
            }
        }
        for (long written = 1; !heads.isEmpty(); written++) {
            Part head = heads.poll();
            out.entry(head.entry, 0);
            if (head.advance()) {
                heads.add(head);
            }
            if (written % ENTRIES_UNTIL_RELEASE == 0) {
                parts.forEach(part -> part.segment.release());
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
            }
        }
    }

    private final class Part {
        private final int number;
        private final Segment segment;
        private final int[] sourceNumbers;
        private final int firstPack;
        private final int packs;
        private final boolean dropsSome;
        /** If it drops some: for each pack its number in the result, or -1. */
        private final int[] packNumbers;

        private final byte[] entry = new byte[SegmentLayout.ENTRY_BYTES];
        private long next;
        private Digest id = new Digest(0, 0, 0, 0);

        Part(int number, Segment segment, boolean[] keep, int firstPack) {
            this.number = number;
            this.segment = segment;
            this.firstPack = firstPack;
            this.sourceNumbers = new int[keep.length];
            boolean all = true;
            for (int s = 0; s < keep.length; s++) {
                sourceNumbers[s] = keep[s]
                        ? Collections.binarySearch(sources, segment.sources().get(s))
                        : -1;
                all &= keep[s];
            }
            int kept = 0;
            if (all) {
                packNumbers = new int[0];
                kept = segment.packCount();
            } else {
                packNumbers = new int[segment.packCount()];
                for (int p = 0; p < packNumbers.length; p++) {
                    packNumbers[p] = keep[segment.packSource(p)] ? firstPack + kept++ : -1;
                }
            }
            this.packs = kept;
            this.dropsSome = !all;
        }

        long blobs() {
            if (!dropsSome) {
                return segment.count();
            }
            long blobs = 0;
            for (long at = 0; at < segment.count(); at++) {
                blobs += packNumber(segment.packOrdinal(at)) >= 0 ? 1 : 0;
            }
            return blobs;
        }

        private int packNumber(int ordinal) {
            return dropsSome ? packNumbers[ordinal] : firstPack + ordinal;
        }

        void writePacks(SegmentOutput out) throws IOException {
            for (int p = 0; p < segment.packCount(); p++) {
                if (packNumber(p) >= 0) {
                    out.pack(segment.pack(p).digest(), sourceNumbers[segment.packSource(p)]);
                }
            }
        }

        /** Takes the next entry that stays. */
        boolean advance() {
            while (next < segment.count()) {
                segment.copyEntry(next++, entry);
                int pack = packNumber((int) Segment.INT.get(entry, Segment.PACK_AT));
                if (pack >= 0) {
                    Segment.INT.set(entry, Segment.PACK_AT, pack);
                    id = Digest.of(entry, 0);
                    return true;
                }
            }
            return false;
        }
    }
}
