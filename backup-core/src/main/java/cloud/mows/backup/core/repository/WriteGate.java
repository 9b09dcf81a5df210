package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.WriteGuard;
import org.jspecify.annotations.Nullable;

/**
 * The one place that every writer passes: whoever works under a lock saves and removes nothing after it was lost or given
 * back.
 */
final class WriteGate implements WriteGuard {
    private volatile @Nullable RepositoryLock lock;

    /** Writers depend on this lock from now on. */
    void dependOn(RepositoryLock taken) {
        lock = taken;
    }

    @Override
    public void ask(FileKey key) {
        RepositoryLock held = lock;
        if (held != null && key.kind() != FileKind.LOCK) {
            held.requireHeld();
        }
    }
}
