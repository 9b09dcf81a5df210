package cloud.mows.backup.dashboards.upkeep;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was done to keep a repository in order, as it is written down.
 *
 * @param repository its address: of another one nothing is known
 * @param since when it was looked after first
 * @param read when each part of its data was last read whole, by number from 1 on
 * @param parts into how many its data is divided for that; 0 if none is read
 */
record UpkeepState(
        String repository,
        Instant since,
        Done forgotten,
        Done pruned,
        Done checked,
        int parts,
        Map<Integer, Instant> read) {
    /**
     * A chore.
     *
     * @param last when it last went well; null for never
     * @param tried when it was last tried
     * @param problem why it did not go well; null if nothing is known to be wrong
     */
    record Done(
            @Nullable Instant last,
            @Nullable Instant tried,
            @Nullable String problem) {
        static final Done NEVER = new Done(null, null, null);

        Done well(Instant now) {
            return new Done(now, now, null);
        }

        /** Somebody did not want it now. */
        Done cancelled(Instant now) {
            return new Done(last, now, problem);
        }

        Done badly(Instant now, String why) {
            return new Done(last, now, why);
        }
    }

    UpkeepState {
        read = Map.copyOf(read);
    }

    static UpkeepState begin(String repository, Instant now) {
        return new UpkeepState(repository, now, Done.NEVER, Done.NEVER, Done.NEVER, 1, Map.of());
    }

    UpkeepState withForgotten(Done done) {
        return new UpkeepState(repository, since, done, pruned, checked, parts, read);
    }

    UpkeepState withPruned(Done done) {
        return new UpkeepState(repository, since, forgotten, done, checked, parts, read);
    }

    UpkeepState withChecked(Done done) {
        return new UpkeepState(repository, since, forgotten, pruned, done, parts, read);
    }

    /** Divided otherwise, nothing of it counts as read. */
    UpkeepState dividedInto(int count) {
        return count == parts ? this : new UpkeepState(repository, since, forgotten, pruned, checked, count, Map.of());
    }

    UpkeepState withRead(int part, Instant now) {
        Map<Integer, Instant> more = new TreeMap<>(read);
        more.put(part, now);
        return new UpkeepState(repository, since, forgotten, pruned, checked, parts, more);
    }

    /** The part that was not read for longest. */
    int nextPart() {
        int next = 1;
        for (int part = 1; part <= parts; part++) {
            Instant when = read.get(part);
            if (when == null) {
                return part;
            }
            if (when.isBefore(read.get(next))) {
                next = part;
            }
        }
        return next;
    }

    /** Since when all data was read at least once; empty if some never was. */
    Optional<Instant> allRead() {
        return read.size() < parts ? Optional.empty() : read.values().stream().min(Instant::compareTo);
    }
}
