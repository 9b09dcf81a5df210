package cloud.mows.backup.app.browse;

import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The repository, as it was when it was opened; opened anew when somebody asks for a snapshot that was not there then. */
public final class OpenedRepository implements AutoCloseable {
    private final Opener opener;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private Engine engine;
    private Map<SnapshotId, SavedSnapshot> snapshots;

    /** Opens it for reading, without a lock. */
    @FunctionalInterface
    public interface Opener {
        Engine open() throws IOException;
    }

    /** What is done with a snapshot. */
    @FunctionalInterface
    interface Use {
        void with(Engine engine, SavedSnapshot snapshot) throws IOException;
    }

    OpenedRepository(Opener opener) throws IOException {
        this.opener = opener;
        this.engine = opener.open();
        this.snapshots = snapshots(engine);
    }

    private static Map<SnapshotId, SavedSnapshot> snapshots(Engine engine) {
        return engine.snapshots().all().stream().collect(Collectors.toMap(SavedSnapshot::id, Function.identity()));
    }

    /** @throws BackupException NOT_FOUND if there is none of this id */
    void use(SnapshotId id, Use what) throws IOException {
        if (!useKnown(id, what)) {
            renew();
            if (!useKnown(id, what)) {
                throw new BackupException(
                        ProblemCode.NOT_FOUND,
                        "there is no snapshot " + id.hex() + " in the repository",
                        "it may have been removed: list the restore points again");
            }
        }
    }

    private boolean useKnown(SnapshotId id, Use what) throws IOException {
        use.readLock().lock();
        try {
            SavedSnapshot snapshot = snapshots.get(id);
            if (snapshot == null) {
                return false;
            }
            what.with(engine, snapshot);
            return true;
        } finally {
            use.readLock().unlock();
        }
    }

    private void renew() throws IOException {
        use.writeLock().lock();
        try {
            Engine fresh = opener.open();
            engine.close();
            engine = fresh;
            snapshots = snapshots(fresh);
        } finally {
            use.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            engine.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
