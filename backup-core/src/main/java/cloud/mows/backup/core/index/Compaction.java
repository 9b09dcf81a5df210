package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.IndexId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Merges the segments of a folder that are too many, and rewrites those that list what is gone. */
public final class Compaction {
    private final IndexFolder folder;
    private final Set<IndexId> live;

    /** @param live the index files that there are */
    public Compaction(IndexFolder folder, Set<IndexId> live) {
        this.folder = folder;
        this.live = live;
    }

    /**
     * Replaces what is to be replaced in the list, closing it and removing its files. When it fails the list is whole: all
     * in it is open, and nothing else.
     *
     * @param stale must not be used as they are; others may, so that a merge of theirs that fails is left to the next run
     */
    public void apply(List<Segment> segments, Set<Segment> stale) throws IOException {
        List<List<Segment>> groups = new ArrayList<>(MergePolicy.due(segments, Segment::count));
        Set<Segment> alone = new HashSet<>(stale);
        groups.forEach(alone::removeAll);
        alone.forEach(segment -> groups.add(List.of(segment)));
        for (List<Segment> group : groups) {
            try {
                Segment merged = folder.merge(group, live::contains, () -> false);
                segments.removeAll(group);
                segments.add(merged);
                folder.removeMerged(group, merged);
                group.forEach(Segment::close);
            } catch (IOException e) {
                if (group.stream().anyMatch(stale::contains)) {
                    throw e;
                }
            }
        }
    }
}
