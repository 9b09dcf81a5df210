package cloud.mows.backup.core.retain;

import java.util.ArrayList;
import java.util.List;

/**
 * What to keep. A count of 0 asks for nothing, {@link #UNLIMITED} for everything of its kind; all wishes are joined.
 *
 * @param last the newest so many
 * @param hourly the newest of each of so many hours that have one; likewise the next four
 * @param within everything so recent, counted from the newest
 * @param withinHourly the newest of each hour so recent; likewise the next four
 * @param tags everything that has all tags of any of these
 */
public record KeepPolicy(
        int last,
        int hourly,
        int daily,
        int weekly,
        int monthly,
        int yearly,
        KeepDuration within,
        KeepDuration withinHourly,
        KeepDuration withinDaily,
        KeepDuration withinWeekly,
        KeepDuration withinMonthly,
        KeepDuration withinYearly,
        List<TagList> tags) {
    public static final int UNLIMITED = -1;

    /** Asks for nothing. */
    public static final KeepPolicy EMPTY = builder().build();

    public KeepPolicy {
        for (int count : new int[] {last, hourly, daily, weekly, monthly, yearly}) {
            if (count < UNLIMITED) {
                throw new IllegalArgumentException("cannot keep " + count + " snapshots; -1 keeps all");
            }
        }
        tags = List.copyOf(tags);
    }

    public static KeepPolicyBuilder builder() {
        return new KeepPolicyBuilder();
    }

    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /** {@code keep 3 latest, all yearly snapshots and all snapshots within 2m of the newest}, as restic prints it. */
    @Override
    public String toString() {
        List<String> counts = new ArrayList<>();
        count(counts, last, "latest");
        count(counts, hourly, "hourly");
        count(counts, daily, "daily");
        count(counts, weekly, "weekly");
        count(counts, monthly, "monthly");
        count(counts, yearly, "yearly");
        List<String> durations = new ArrayList<>();
        duration(durations, withinHourly, "hourly");
        duration(durations, withinDaily, "daily");
        duration(durations, withinWeekly, "weekly");
        duration(durations, withinMonthly, "monthly");
        duration(durations, withinYearly, "yearly");
        List<String> listed = new ArrayList<>();
        if (!counts.isEmpty()) {
            listed.add(String.join(", ", counts) + " snapshots");
        }
        listed.addAll(durations);
        List<String> all = new ArrayList<>();
        if (!listed.isEmpty()) {
            all.add(String.join(", ", listed));
        }
        if (!tags.isEmpty()) {
            all.add("all snapshots with tags ["
                    + String.join(" ", tags.stream().map(TagList::toString).toList()) + "]");
        }
        if (!within.isZero()) {
            all.add("all snapshots within " + within + " of the newest");
        }
        return all.isEmpty() ? "remove" : "keep " + String.join(" and ", all);
    }

    private static void count(List<String> to, int count, String kind) {
        if (count != 0) {
            to.add((count == UNLIMITED ? "all" : Integer.toString(count)) + " " + kind);
        }
    }

    private static void duration(List<String> to, KeepDuration duration, String kind) {
        if (!duration.isZero()) {
            to.add(kind + " snapshots within " + duration);
        }
    }
}
