package cloud.mows.backup.core.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Which segments are to be merged: tiers of sizes, each four times the one below, with at most three segments. So n blobs
 * are in at most 3 (2 + log4(n / 32,768)) segments, and each is rewritten about log4(n / 32,768) times in its life; what is smaller than
 * an index file of ours counts as one tier, because rewriting it costs less than asking one more.
 */
final class MergePolicy {
    /** As many as a run lists in one index file. */
    static final long SMALL_BLOBS = 32_768;

    static final int TIER_FACTOR = 4;
    static final int TIER_MAX = TIER_FACTOR - 1;

    private MergePolicy() {}

    static int tier(long blobs) {
        int tier = 0;
        for (long size = blobs; size >= SMALL_BLOBS; size /= TIER_FACTOR) {
            tier++;
        }
        return tier;
    }

    /**
     * Groups to be merged into one each; none if there are few enough. Merging what is made by merging is not needed: groups
     * are as large as they will become in the end.
     */
    static <T> List<List<T>> due(List<T> segments, ToLongFunction<T> blobs) {
        List<Group<T>> groups = new ArrayList<>();
        segments.forEach(segment -> groups.add(new Group<>(List.of(segment), blobs.applyAsLong(segment))));
        groups.sort(Comparator.comparingLong(Group::blobs));
        for (int from = 0; from < groups.size(); ) {
            int to = from;
            while (to < groups.size()
                    && groups.get(to).tier() == groups.get(from).tier()) {
                to++;
            }
            if (to - from <= TIER_MAX) {
                from = to;
                continue;
            }
            List<Group<T>> full = groups.subList(from, to);
            Group<T> merged = Group.of(full);
            full.clear();
            // Its place is at the beginning of its new tier, or of the same: no smaller tier changes.
            int place = from;
            while (place < groups.size() && groups.get(place).blobs() < merged.blobs()) {
                place++;
            }
            groups.add(place, merged);
        }
        return groups.stream()
                .map(Group::members)
                .filter(members -> members.size() > 1)
                .toList();
    }

    private record Group<T>(List<T> members, long blobs) {
        int tier() {
            return MergePolicy.tier(blobs);
        }

        static <T> Group<T> of(List<Group<T>> groups) {
            List<T> members = new ArrayList<>();
            long blobs = 0;
            for (Group<T> group : groups) {
                members.addAll(group.members);
                blobs += group.blobs;
            }
            return new Group<>(members, blobs);
        }
    }
}
