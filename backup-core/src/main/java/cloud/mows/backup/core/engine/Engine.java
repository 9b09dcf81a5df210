package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.extract.ExtractObserver;
import cloud.mows.backup.core.extract.ExtractReport;
import cloud.mows.backup.core.extract.ExtractRequest;
import cloud.mows.backup.core.extract.Extractor;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryConfig;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.target.Target;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An open repository and what can be done with it: each verb is one method. */
public final class Engine implements AutoCloseable {
    private final Repository repository;
    private final @Nullable RepositoryLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(Repository repository, @Nullable RepositoryLock lock) {
        this.repository = repository;
        this.lock = lock;
    }

    /** Makes a new repository and opens it. */
    public static Engine create(RepositoryAccess access) {
        Storage storage = StorageOpener.open(access);
        try {
            return new Engine(
                    Repository.create(storage, access.password(), ScryptParameters.DEFAULT, access.options()), null);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Opens a repository and takes the lock that is needed. */
    public static Engine open(RepositoryAccess access, LockNeed need) {
        Storage storage = StorageOpener.open(access);
        Repository repository;
        try {
            repository = Repository.open(storage, access.password(), access.options());
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        try {
            RepositoryLock lock = switch (need) {
                case NONE -> null;
                case SHARED -> repository.lockShared(access.lockPatience());
                case EXCLUSIVE -> repository.lockExclusive(access.lockPatience());
            };
            return new Engine(repository, lock);
        } catch (RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    public RepositoryInfo info() {
        RepositoryConfig config = repository.config();
        return new RepositoryInfo(config.id(), repository.location(), config.version(), config.chunkerPolynomial());
    }

    /** The files of the repository as they are. */
    public StoredFiles files() {
        return new StoredFiles(repository);
    }

    /** The passwords that open it. */
    public List<KeySlot> keys() {
        return repository.keys();
    }

    /** Adds a password; {@code identity} stands in the key's file. */
    public KeyId addKey(Password password, Identity identity) {
        return repository.addKey(password, ScryptParameters.DEFAULT, identity);
    }

    /** Removes a password other than the one in use. */
    public void removeKey(KeyId id) {
        repository.removeKey(id);
    }

    /** Replaces the password in use: the new one opens before the old one goes. */
    public KeyId changePassword(Password password, Identity identity) {
        KeyId old = repository.keyId();
        KeyId fresh = addKey(password, identity);
        repository.removeUsedKey(old, fresh);
        return fresh;
    }

    /**
     * Saves files.
     *
     * @param workingDirectory what relative paths are taken from
     */
    public ArchiveReport backup(
            ArchiveRequest request, Source source, BytePath workingDirectory, ArchiveObserver observer) {
        return new Archiver(repository, source, observer).run(request, workingDirectory);
    }

    /** Brings files back into {@code target}; null on a dry run into a folder that does not exist. */
    public ExtractReport restore(ExtractRequest request, @Nullable Target target, ExtractObserver observer) {
        return new Extractor(repository, observer).extract(request, target);
    }

    /** Looks for damage. Open the repository without a kept cache, so that nothing local stands in for what is stored. */
    public CheckReport check(ReadSubset subset, CheckObserver observer) {
        return new Checker(repository, observer, new SecureRandom()).run(subset);
    }

    /** Removes locks whose owner is gone, or all; returns how many. */
    public int unlock(boolean everything) {
        return repository.unlock(everything);
    }

    /** Gives the lock back and does nothing else, so that a process that must end now can do it last. */
    public void releaseLock() {
        if (lock != null) {
            lock.close();
        }
    }

    /** May be called again. */
    @Override
    public void close() {
        releaseLock();
        if (!closed.getAndSet(true)) {
            repository.close();
        }
    }
}
