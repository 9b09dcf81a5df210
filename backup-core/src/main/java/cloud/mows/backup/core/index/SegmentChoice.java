package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.IndexId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which segments serve the index files that there are.
 *
 * @param used each stands for an index file that no other one of them stands for
 * @param stale some of {@code used}: they list also what index files listed that are gone
 * @param useless all others
 * @param missing index files that no segment stands for, ascending
 */
public record SegmentChoice(List<Segment> used, Set<Segment> stale, List<Segment> useless, Set<IndexId> missing) {
    public static SegmentChoice of(List<Segment> segments, Set<IndexId> live) {
        Set<IndexId> missing = new TreeSet<>(live);
        List<Segment> used = new ArrayList<>();
        Set<Segment> stale = new HashSet<>();
        List<Segment> useless = new ArrayList<>();
        List<Segment> largestFirst = new ArrayList<>(segments);
        largestFirst.sort(Comparator.comparingLong(Segment::count).reversed());
        for (Segment segment : largestFirst) {
            boolean serves = false;
            boolean isStale = false;
            for (IndexId source : segment.sources()) {
                serves |= missing.remove(source);
                isStale |= !live.contains(source);
            }
            (serves ? used : useless).add(segment);
            if (serves && isStale) {
                stale.add(segment);
            }
        }
        return new SegmentChoice(used, stale, useless, missing);
    }
}
