package cloud.mows.backup.dashboards.cluster;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A long list, a page at a time, newest first. */
public final class Pages {
    public static final int SIZE_MAX = 200;

    private Pages() {}

    /** @param next what to ask for to get those that come after them; null if there are none */
    public record Page<T>(List<T> items, @Nullable String next) {}

    private record Entry<T>(Cursor cursor, T item) {}

    /**
     * One page.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param limit how many at most, 1 to 200; more are cut to that
     */
    public static <T> Page<T> page(Stream<T> all, Function<T, Cursor> place, Optional<String> after, int limit) {
        int size = Math.clamp(limit, 1, SIZE_MAX);
        Optional<Cursor> end = after.map(Cursor::parse);
        List<Entry<T>> found = all.map(item -> new Entry<>(place.apply(item), item))
                .filter(entry -> end.map(entry.cursor()::isAfter).orElse(true))
                .sorted(Comparator.comparing(Entry::cursor, Cursor.order()))
                .limit(size + 1L)
                .toList();
        return new Page<>(
                found.stream().limit(size).map(Entry::item).toList(),
                found.size() > size ? found.get(size - 1).cursor().text() : null);
    }
}
