package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.LockId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whether locks whose time is odd have an owner: one that lives renews its lock every five minutes, whatever its
 * clock shows, and the file then has another name. Only time that passed while we were awake counts.
 */
final class StaleWatch {
    /** As long as MOWS Backup and restic wait before they renew a lock, and a minute to do it. */
    static final Duration PATIENCE = Duration.ofMinutes(6);

    static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    enum Verdict {
        UNKNOWN,
        /** Nobody renewed it while we watched. */
        ABANDONED,
        /** Its owner renewed it: its clock and ours differ. */
        RENEWED
    }

    private record Watched(Identity owner, long since) {}

    private final Map<LockId, Watched> watched = new HashMap<>();
    private final Set<Identity> alive = new HashSet<>();

    /** @param nanos of the monotonic clock */
    Verdict look(FoundLock found, long nanos) {
        Identity owner = found.file().owner();
        Watched known = watched.get(found.id());
        if (known == null) {
            if (watched.values().stream().anyMatch(other -> other.owner().equals(owner))) {
                alive.add(owner);
            }
            watched.put(found.id(), new Watched(owner, nanos));
        }
        if (alive.contains(owner)) {
            return Verdict.RENEWED;
        }
        return known != null && nanos - known.since() >= PATIENCE.toNanos() ? Verdict.ABANDONED : Verdict.UNKNOWN;
    }
}
