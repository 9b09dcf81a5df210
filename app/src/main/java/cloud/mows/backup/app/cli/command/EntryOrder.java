package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** In which order {@code ls} lists entries: as they come, or, when all are known, by what {@code --sort} says. */
final class EntryOrder {
    private record Entry(BytePath path, Node node) {}

    private final List<Entry> entries = new ArrayList<>();
    private @Nullable Comparator<Entry> order;
    private boolean reverse;

    /** @throws IllegalArgumentException for a word that is no order */
    void by(String word) {
        Comparator<Entry> comparator = switch (word) {
            case "name" -> null;
            case "size" -> Comparator.comparingLong(entry -> entry.node().size());
            case "time", "mtime" -> Comparator.comparing(entry -> entry.node().mtime());
            case "atime" -> Comparator.comparing(entry -> entry.node().atime());
            case "ctime" -> Comparator.comparing(entry -> entry.node().ctime());
            case "extension" -> Comparator.comparing(EntryOrder::extension);
            default ->
                throw new IllegalArgumentException(
                        "'" + word + "' is not one of name, size, time, mtime, atime, ctime, extension");
        };
        order = comparator == null
                ? null
                : comparator.thenComparing(entry -> entry.path().bytes());
    }

    void reverse() {
        reverse = true;
    }

    /** What follows the last dot of the name, with it. */
    private static ByteString extension(Entry entry) {
        ByteString name = entry.path().name();
        for (int i = name.length() - 1; i >= 0; i--) {
            if (name.at(i) == '.') {
                return ByteString.of(name.toArray(), i, name.length() - i);
            }
        }
        return ByteString.of("");
    }

    /** @param now shows it at once, if nothing else is asked for */
    void add(BytePath path, Node node, BiConsumer<BytePath, Node> now) {
        if (order == null && !reverse) {
            now.accept(path, node);
        } else {
            entries.add(new Entry(path, node));
        }
    }

    /** Shows what was kept back. */
    void finish(BiConsumer<BytePath, Node> show) {
        if (order != null) {
            entries.sort(order);
        }
        (reverse ? entries.reversed() : entries).forEach(entry -> show.accept(entry.path(), entry.node()));
    }
}
