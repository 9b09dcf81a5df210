package cloud.mows.backup.dashboards.app;

import cloud.mows.backup.core.engine.OpenRepository;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.dashboards.run.BackupWork;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Reads in the background what the repository holds; what is known is there at once. */
public final class HoldingsWatch {
    private static final System.Logger LOG = System.getLogger(HoldingsWatch.class.getName());

    private final OpenRepository repository;
    private final Supplier<String> host;
    private final Runnable changed;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private volatile Holdings known = Holdings.UNKNOWN;

    /** @param host id of this host @param changed called when something else is known */
    public HoldingsWatch(OpenRepository repository, Supplier<String> host, Runnable changed) {
        this.repository = repository;
        this.host = host;
        this.changed = changed;
    }

    public Holdings known() {
        return known;
    }

    /** To be called when it may have changed, and now and then. Does not wait. */
    public void refresh() {
        wanted.set(true);
        if (reading.compareAndSet(false, true)) {
            Thread.ofVirtual().name("holdings").start(this::read);
        }
    }

    private void read() {
        try {
            while (wanted.getAndSet(false)) {
                Holdings now = look();
                boolean other = !now.equals(known);
                known = now;
                if (other) {
                    changed.run();
                }
            }
        } finally {
            reading.set(false);
        }
        if (wanted.get()) {
            refresh();
        }
    }

    private Holdings look() {
        try (OpenRepository.Lease lease = repository.lease()) {
            List<Holdings.Held> points = RestorePoint.all(
                            lease.engine().snapshots().all())
                    .stream()
                    .filter(point -> point.backup().app().cluster().equals(host.get()))
                    .map(point -> new Holdings.Held(
                            point.snapshot().id(),
                            point.backup().app().app(),
                            point.snapshot().snapshot().time(),
                            point.backup().name().startsWith(BackupWork.BEFORE_RESTORE)))
                    .toList();
            return new Holdings(points, Optional.empty());
        } catch (BackupException e) {
            return new Holdings(known.points(), Optional.of(e.problem().message()));
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "what the repository holds cannot be read", e);
            return new Holdings(known.points(), Optional.of(e.toString()));
        }
    }
}
