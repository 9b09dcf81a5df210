package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.bytes.ByteSize;
import java.util.Locale;

/** How much unused data may stay in packs that also hold used data (restic's {@code --max-unused}). */
public sealed interface UnusedLimit {
    /** At most so many bytes. */
    record Bytes(ByteSize size) implements UnusedLimit {}

    /** @param percent of what the repository has after pruning, 0 to below 100 */
    record Percent(double percent) implements UnusedLimit {
        public Percent {
            if (!(percent >= 0 && percent < 100)) {
                throw new IllegalArgumentException("a percentage from 0 to below 100, not " + percent);
            }
        }
    }

    /** Whatever there is: nothing is repacked for being unused. */
    record Unlimited() implements UnusedLimit {}

    UnusedLimit DEFAULT = new Percent(5);

    /** The number of unused bytes that may stay beside so many used ones. */
    default long bytes(long used) {
        return switch (this) {
            case Bytes b -> b.size().bytes();
            case Percent p -> (long) (p.percent() / (100 - p.percent()) * used);
            case Unlimited u -> Long.MAX_VALUE;
        };
    }

    /**
     * Reads {@code 5%}, {@code 2G}, {@code unlimited}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static UnusedLimit parse(String text) {
        String t = text.strip().toLowerCase(Locale.ROOT);
        if (t.equals("unlimited")) {
            return new Unlimited();
        }
        if (t.endsWith("%")) {
            try {
                return new Percent(Double.parseDouble(t.substring(0, t.length() - 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("not a percentage: '" + text + "'", e);
            }
        }
        return new Bytes(ByteSize.parse(text));
    }
}
