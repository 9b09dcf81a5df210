package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts what reaches the place below, by kind of file. Failed operations count as operations, not as bytes. */
public final class MeterStorage extends StorageLayer {
    private final Map<FileKind, Meter> meters = new EnumMap<>(FileKind.class);

    public MeterStorage(Storage below) {
        super(below);
        for (FileKind kind : FileKind.values()) {
            meters.put(kind, new Meter());
        }
    }

    /** What happened to one kind of file so far. */
    public record Count(
            long saves,
            long bytesSaved,
            long reads,
            long bytesRead,
            long sizes,
            long lists,
            long removes,
            long failures) {
        public Count plus(Count other) {
            return new Count(
                    saves + other.saves,
                    bytesSaved + other.bytesSaved,
                    reads + other.reads,
                    bytesRead + other.bytesRead,
                    sizes + other.sizes,
                    lists + other.lists,
                    removes + other.removes,
                    failures + other.failures);
        }

        public long operations() {
            return saves + reads + sizes + lists + removes;
        }
    }

    private static final class Meter {
        final LongAdder saves = new LongAdder();
        final LongAdder bytesSaved = new LongAdder();
        final LongAdder reads = new LongAdder();
        final LongAdder bytesRead = new LongAdder();
        final LongAdder sizes = new LongAdder();
        final LongAdder lists = new LongAdder();
        final LongAdder removes = new LongAdder();
        final LongAdder failures = new LongAdder();
    }

    public Count count(FileKind kind) {
        Meter m = meter(kind);
        return new Count(
                m.saves.sum(),
                m.bytesSaved.sum(),
                m.reads.sum(),
                m.bytesRead.sum(),
                m.sizes.sum(),
                m.lists.sum(),
                m.removes.sum(),
                m.failures.sum());
    }

    public Count total() {
        Count total = new Count(0, 0, 0, 0, 0, 0, 0, 0);
        for (FileKind kind : FileKind.values()) {
            total = total.plus(count(kind));
        }
        return total;
    }

    private Meter meter(FileKind kind) {
        Meter meter = meters.get(kind);
        if (meter == null) {
            throw new IllegalStateException("no meter for " + kind);
        }
        return meter;
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        Meter meter = meter(key.kind());
        meter.saves.increment();
        try {
            below.save(key, content);
        } catch (StorageException e) {
            throw failed(meter, e);
        }
        meter.bytesSaved.add(content.length());
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        Meter meter = meter(key.kind());
        meter.reads.increment();
        try {
            below.readInto(key, offset, target);
        } catch (StorageException e) {
            throw failed(meter, e);
        }
        meter.bytesRead.add(target.length());
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        Meter meter = meter(key.kind());
        meter.reads.increment();
        try {
            byte[] content = below.readAll(key, bytesMax);
            meter.bytesRead.add(content.length);
            return content;
        } catch (StorageException e) {
            throw failed(meter, e);
        }
    }

    @Override
    public long size(FileKey key) throws StorageException {
        Meter meter = meter(key.kind());
        meter.sizes.increment();
        try {
            return below.size(key);
        } catch (StorageException e) {
            throw failed(meter, e);
        }
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        Meter meter = meter(kind);
        meter.lists.increment();
        try {
            below.list(kind, sink);
        } catch (StorageException e) {
            throw failed(meter, e);
        }
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        Meter meter = meter(key.kind());
        meter.removes.increment();
        try {
            below.remove(key);
        } catch (StorageException e) {
            throw failed(meter, e);
        }
    }

    private static StorageException failed(Meter meter, StorageException e) {
        meter.failures.increment();
        return e;
    }
}
