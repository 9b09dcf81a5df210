package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One repository, opened when somebody looks into it and shared by all who do. Opening stretches a password and reads an index,
 * which takes from a tenth of a second on; what is asked for then takes milliseconds.
 */
public final class OpenRepository implements AutoCloseable {
    private static final Duration IDLE_MAX = Duration.ofMinutes(5);

    private final Supplier<Engine> opener;
    private final InstantSource clock;
    private @Nullable Opened current;

    /** @param opener opens it without a lock, for reading */
    public OpenRepository(Supplier<Engine> opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    private static final class Opened {
        private final Engine engine;
        private final Map<SnapshotId, SavedSnapshot> snapshots;
        private int users;
        private boolean retired;
        private Instant used;

        Opened(Engine engine, Instant now) {
            this.engine = engine;
            this.snapshots =
                    engine.snapshots().all().stream().collect(Collectors.toMap(SavedSnapshot::id, Function.identity()));
            this.used = now;
        }
    }

    /** A use of it, to be closed. */
    public final class Lease implements AutoCloseable {
        private final Opened opened;
        private boolean closed;

        private Lease(Opened opened) {
            this.opened = opened;
        }

        public Engine engine() {
            return opened.engine;
        }

        /** One of those of when it was opened. */
        private Optional<OpenSnapshot> snapshot(SnapshotId id) {
            return Optional.ofNullable(opened.snapshots.get(id)).map(found -> new OpenSnapshot(this, found));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release(opened);
            }
        }
    }

    /** A use of one snapshot, to be closed. */
    public record OpenSnapshot(Lease lease, SavedSnapshot saved) implements AutoCloseable {
        @Override
        public void close() {
            lease.close();
        }
    }

    public synchronized Lease lease() {
        Opened opened = current;
        if (opened == null) {
            Engine engine = opener.get();
            try {
                opened = new Opened(engine, clock.instant());
            } catch (RuntimeException e) {
                engine.close();
                throw e;
            }
            current = opened;
        }
        opened.users++;
        return new Lease(opened);
    }

    /** The snapshot of that id; one that another program made since the repository was opened is found too. */
    public Optional<OpenSnapshot> lease(SnapshotId id) {
        Optional<OpenSnapshot> known = leaseKnown(id);
        if (known.isPresent()) {
            return known;
        }
        renew();
        return leaseKnown(id);
    }

    private Optional<OpenSnapshot> leaseKnown(SnapshotId id) {
        Lease lease = lease();
        Optional<OpenSnapshot> found = lease.snapshot(id);
        if (found.isEmpty()) {
            lease.close();
        }
        return found;
    }

    private synchronized void release(Opened opened) {
        opened.users--;
        opened.used = clock.instant();
        closeUnused(opened);
    }

    private static void closeUnused(Opened opened) {
        if (opened.retired && opened.users == 0) {
            opened.engine.close();
        }
    }

    /** Whoever looks next sees what has changed; who looks now may finish. */
    public synchronized void renew() {
        Opened opened = current;
        if (opened != null) {
            current = null;
            opened.retired = true;
            closeUnused(opened);
        }
    }

    /** To be called now and then. */
    public synchronized void closeIfIdle() {
        if (current != null && current.users == 0 && current.used.plus(IDLE_MAX).isBefore(clock.instant())) {
            renew();
        }
    }

    @Override
    public void close() {
        renew();
    }
}
