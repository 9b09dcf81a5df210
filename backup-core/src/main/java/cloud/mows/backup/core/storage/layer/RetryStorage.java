package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import cloud.mows.backup.core.storage.WriteGuard;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries again what failed in passing ({@link StorageException#isRetryable}), within a {@link RetryPolicy}. All operations of
 * the contract may be repeated; some need care:
 *
 * <ul>
 *   <li>A save whose answer was lost may have had its effect. A file of the same size counts as saved anyway; of the config
 *       the next attempt hears that it exists, and it is ours if its bytes are.
 *   <li>A lock that is lost meanwhile ends the attempts: {@link #guard} is asked before each but the first.
 *   <li>A listing that broke off starts anew. Nothing is passed on before one attempt is whole, so that no file is passed
 *       twice; what is collected meanwhile goes to a temporary file when it is long.
 * </ul>
 */
public final class RetryStorage extends StorageLayer {
    private final RetryPolicy policy;
    private final Waiting waiting;
    private final RandomGenerator random;
    private final RetryListener listener;
    private volatile WriteGuard guard = WriteGuard.NONE;

    /** @param random used by many threads at once */
    public RetryStorage(
            Storage below, RetryPolicy policy, Waiting waiting, RandomGenerator random, RetryListener listener) {
        super(below);
        this.policy = policy;
        this.waiting = waiting;
        this.random = random;
        this.listener = listener;
    }

    private interface Attempt<T> {
        /** @param first false when an earlier one failed in passing */
        T run(boolean first) throws StorageException;
    }

    private <T> T retry(Attempt<T> attempt) throws StorageException {
        long start = waiting.nanos();
        StorageException reason = null;
        for (int number = 1; ; number++) {
            try {
                return attempt.run(number == 1);
            } catch (StorageException e) {
                if (e instanceof StorageException.Interrupted && reason != null) {
                    throw interrupted(reason, e);
                }
                reason = e;
                if (!e.isRetryable() || number >= policy.attemptsMax()) {
                    throw e;
                }
                Duration wait = policy.waitAfter(number, random);
                if (waiting.nanos() - start + wait.toNanos() > policy.totalMax().toNanos()) {
                    throw e;
                }
                listener.retrying(e, number, wait);
                sleep(wait, e);
            }
        }
    }

    private void sleep(Duration wait, StorageException reason) throws StorageException {
        try {
            waiting.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(reason, e);
        }
    }

    /** Whoever gave up waiting wants to know what for. */
    private static StorageException interrupted(StorageException reason, Exception e) {
        return new StorageException.Interrupted("interrupted while trying again: " + reason.getMessage(), e);
    }

    @Override
    public void guard(WriteGuard asked) {
        guard = asked;
        super.guard(asked);
    }

    private void askBeforeAnother(boolean first, FileKey key) {
        if (!first) {
            guard.ask(key);
        }
    }

    @Override
    public void create() throws StorageException {
        retry(first -> {
            below.create();
            return true;
        });
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        retry(first -> {
            askBeforeAnother(first, key);
            try {
                below.save(key, content);
            } catch (StorageException.AlreadyExists e) {
                if (first || !isOurs(key, content)) {
                    throw e;
                }
            }
            return true;
        });
    }

    private boolean isOurs(FileKey key, Content content) throws StorageException {
        return key.kind() == FileKind.CONFIG
                && below.size(key) == content.length()
                && Arrays.equals(below.readAll(key, content.length()), content.toArray());
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        retry(first -> {
            below.readInto(key, offset, target);
            return true;
        });
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        return retry(first -> below.readAll(key, bytesMax));
    }

    @Override
    public long size(FileKey key) throws StorageException {
        return retry(first -> below.size(key));
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        try (CollectedFiles files = retry(first -> collect(kind))) {
            files.pass(sink);
        }
    }

    private CollectedFiles collect(FileKind kind) throws StorageException {
        CollectedFiles files = new CollectedFiles(kind);
        boolean whole = false;
        try {
            below.list(kind, files::add);
            whole = true;
            return files;
        } finally {
            if (!whole) {
                files.close();
            }
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        retry(first -> {
            askBeforeAnother(first, key);
            below.remove(key);
            return true;
        });
    }
}
