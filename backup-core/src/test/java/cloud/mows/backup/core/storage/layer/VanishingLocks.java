package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody else removes all locks just after the n-th save of anything else. */
public final class VanishingLocks extends StorageLayer {
    private final AtomicLong saves = new AtomicLong();
    private final long number;

    public VanishingLocks(Storage below, long number) {
        super(below);
        this.number = number;
    }

    /** A clock on which enough time passes between any two looks that the storage is asked again. */
    public static Waiting seconds() {
        AtomicLong nanos = new AtomicLong();
        return new Waiting() {
            @Override
            public long nanos() {
                return nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            }

            @Override
            public void sleep(Duration duration) {
                nanos.addAndGet(duration.toNanos());
            }
        };
    }

    public boolean struck() {
        return saves.get() >= number;
    }

    /** Of anything but locks. */
    public long saves() {
        return saves.get();
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        super.save(key, content);
        if (key.kind() != FileKind.LOCK && saves.incrementAndGet() == number) {
            List<FileKey> locks = new ArrayList<>();
            below.list(FileKind.LOCK, file -> locks.add(file.key()));
            for (FileKey lock : locks) {
                below.remove(lock);
            }
        }
    }
}
