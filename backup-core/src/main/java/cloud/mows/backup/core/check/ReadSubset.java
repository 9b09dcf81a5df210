package cloud.mows.backup.core.check;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.id.PackId;
import java.util.Locale;

/** Which packs' data a check reads, as restic's {@code --read-data-subset} says it. */
public sealed interface ReadSubset {
    /** No data: only what indexes, snapshots and trees say. */
    record None() implements ReadSubset {}

    /** Every pack. */
    record All() implements ReadSubset {}

    /**
     * The packs whose first byte of the name falls into bucket {@code bucket} of {@code buckets}: different every time, all
     * after {@code buckets} runs.
     */
    record Bucket(int bucket, int buckets) implements ReadSubset {
        public Bucket {
            if (bucket < 1 || buckets < 1 || bucket > buckets || buckets > 256) {
                throw new IllegalArgumentException(
                        "bucket " + bucket + "/" + buckets + ": use n/t with 1 <= n <= t <= 256");
            }
        }

        boolean holds(PackId pack) {
            return (pack.digest().w0() >>> 56) % buckets == bucket - 1;
        }
    }

    /** A random part of the packs. */
    record Percentage(double percent) implements ReadSubset {
        public Percentage {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("percentage " + percent + ": use 0% < p <= 100%");
            }
        }
    }

    /** Random packs of about this size together. */
    record Size(ByteSize bytes) implements ReadSubset {
        public Size {
            if (bytes.bytes() == 0) {
                throw new IllegalArgumentException("a subset of 0 bytes reads nothing");
            }
        }
    }

    /**
     * Reads {@code n/t}, {@code 5%} or {@code 500M}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    static ReadSubset parse(String text) {
        String t = text.strip();
        try {
            int slash = t.indexOf('/');
            if (slash >= 0) {
                return new Bucket(Integer.parseInt(t.substring(0, slash)), Integer.parseInt(t.substring(slash + 1)));
            }
            if (t.endsWith("%")) {
                return new Percentage(Double.parseDouble(t.substring(0, t.length() - 1)));
            }
            return new Size(ByteSize.parse(t.toUpperCase(Locale.ROOT)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a subset: '" + text + "' (examples: 1/12, 2.5%, 500M)", e);
        }
    }
}
