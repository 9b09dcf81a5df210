package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.work.IoScope;
import java.util.Collection;

/** What every repair of packs and index does under its lock. */
final class ExclusiveWork {
    private static final int PARALLEL_MAX = 8;

    final Repository repository;
    private final RepositoryLock lock;

    ExclusiveWork(Repository repository, RepositoryLock lock) {
        if (!lock.isExclusive()) {
            throw new IllegalArgumentException("repairing needs the exclusive lock");
        }
        repository.requireWritable();
        this.repository = repository;
        this.lock = lock;
    }

    /** Forks tasks and waits for them. */
    interface Forking {
        void run(IoScope<RuntimeException> scope) throws InterruptedException;
    }

    static void parallel(Repository repository, String name, Forking forking) {
        int workers = Math.clamp(repository.concurrency(), 1, PARALLEL_MAX);
        try (IoScope<RuntimeException> scope = new IoScope<>(name, workers)) {
            forking.run(scope);
            scope.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    void throwIfLost() {
        lock.throwIfLost();
    }

    /** Only after what they list is listed elsewhere. */
    void removeIndexFiles(Collection<IndexId> files) {
        for (IndexId file : files) {
            lock.throwIfLost();
            repository.remove(FileKind.INDEX, file.digest());
        }
    }
}
