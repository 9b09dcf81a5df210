package cloud.mows.backup.core.storage;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Wraps any store, counts its operations and makes them go wrong as a {@link Fault} says:
 *
 * <pre>{@code
 * var faulty = new FaultyStorage(new MemoryStorage(), Fault.save().of(PACK).number(3).fails());
 * }</pre>
 *
 * With no fault it only counts. See {@link FaultSweep} for "at operation 1, 2, 3 … until it succeeds".
 */
public final class FaultyStorage implements Storage {
    public enum Operation {
        CREATE,
        SAVE,
        READ,
        SIZE,
        LIST,
        REMOVE
    }

    /**
     * One operation that was asked for, whether it was done or not.
     *
     * @param key null for a listing and for create
     */
    public record Call(
            Operation operation,
            @Nullable FileKind kind,
            @Nullable FileKey key) {}

    private final Storage inner;
    private final List<Fault> faults;
    private final List<Call> calls = new ArrayList<>();
    private final AtomicInteger hanging = new AtomicInteger();
    private final CountDownLatch firstHangs = new CountDownLatch(1);

    public FaultyStorage(Storage inner, Fault... faults) {
        this.inner = inner;
        this.faults = new CopyOnWriteArrayList<>(faults);
    }

    /** The store behind it, where nothing goes wrong. */
    public Storage inner() {
        return inner;
    }

    /** From now on this goes wrong too. Of several faults that fit one operation, the first given strikes. */
    public FaultyStorage plan(Fault fault) {
        faults.add(fault);
        return this;
    }

    /** From now on nothing goes wrong. */
    public FaultyStorage heal() {
        faults.clear();
        return this;
    }

    /** Every operation so far, in order. */
    public List<Call> calls() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    public long count(Operation operation) {
        return calls().stream().filter(call -> call.operation() == operation).count();
    }

    public long count(Operation operation, FileKind kind) {
        return calls().stream()
                .filter(call -> call.operation() == operation && call.kind() == kind)
                .count();
    }

    public boolean struck() {
        return faults.stream().anyMatch(fault -> fault.struck() > 0);
    }

    /** How many operations hang at this moment. */
    public int hanging() {
        return hanging.get();
    }

    /** Waits until an operation hangs. */
    public void awaitHanging() throws InterruptedException {
        firstHangs.await();
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public int concurrency() {
        return inner.concurrency();
    }

    @Override
    public void create() throws StorageException {
        run(Operation.CREATE, null, null, inner::create);
    }

    @Override
    public void save(FileKey key, Content content) throws StorageException {
        Strike strike = strike(Operation.SAVE, key.kind(), key);
        if (strike != null && strike.effect == Fault.Effect.IS_DAMAGED) {
            byte[] damaged = content.toArray();
            flipMiddleBit(ByteSlice.of(damaged));
            inner.save(key, ByteSlice.of(damaged));
        } else {
            run(strike, () -> inner.save(key, content));
        }
    }

    @Override
    public void readInto(FileKey key, long offset, ByteSlice target) throws StorageException {
        Strike strike = strike(Operation.READ, key.kind(), key);
        if (strike != null && strike.effect == Fault.Effect.IS_CUT_OFF) {
            inner.readInto(key, offset, target.slice(0, target.length() / 2));
            throw strike.failure();
        }
        run(strike, () -> inner.readInto(key, offset, target));
        if (strike != null) {
            flipMiddleBit(target);
        }
    }

    @Override
    public byte[] readAll(FileKey key, long bytesMax) throws StorageException {
        Strike strike = strike(Operation.READ, key.kind(), key);
        byte[][] content = new byte[1][];
        run(strike, () -> content[0] = inner.readAll(key, bytesMax));
        if (strike != null) {
            flipMiddleBit(ByteSlice.of(content[0]));
        }
        return content[0];
    }

    @Override
    public long size(FileKey key) throws StorageException {
        long[] size = new long[1];
        run(Operation.SIZE, key.kind(), key, () -> size[0] = inner.size(key));
        return size[0];
    }

    @Override
    public void list(FileKind kind, Consumer<StoredFile> sink) throws StorageException {
        Strike strike = strike(Operation.LIST, kind, null);
        if (strike != null && strike.effect == Fault.Effect.IS_CUT_OFF) {
            List<StoredFile> files = new ArrayList<>();
            inner.list(kind, files::add);
            files.subList(0, files.size() / 2).forEach(sink);
            throw strike.failure();
        }
        run(strike, () -> inner.list(kind, sink));
    }

    @Override
    public void remove(FileKey key) throws StorageException {
        run(Operation.REMOVE, key.kind(), key, () -> inner.remove(key));
    }

    @Override
    public void close() {
        inner.close();
    }

    private interface Action {
        void run() throws StorageException;
    }

    private record Strike(Fault fault, Fault.Effect effect, Call call) {
        StorageException failure() {
            String what = call.key() != null ? call.key().toString() : String.valueOf(call.kind());
            return fault.failure(call.operation() + " " + what + " " + effect);
        }
    }

    private @Nullable Strike strike(Operation operation, @Nullable FileKind kind, @Nullable FileKey key) {
        Call call = new Call(operation, kind, key);
        synchronized (calls) {
            calls.add(call);
        }
        for (Fault fault : faults) {
            Fault.Effect effect = fault.effectOn(operation, kind);
            if (effect != null) {
                return new Strike(fault, effect, call);
            }
        }
        return null;
    }

    private void run(Operation operation, @Nullable FileKind kind, @Nullable FileKey key, Action action)
            throws StorageException {
        run(strike(operation, kind, key), action);
    }

    /** Returns normally only without a strike or with {@link Fault.Effect#IS_DAMAGED}. */
    private void run(@Nullable Strike strike, Action action) throws StorageException {
        if (strike == null) {
            action.run();
            return;
        }
        switch (strike.effect) {
            case FAILS, IS_CUT_OFF -> throw strike.failure();
            case LOSES_ITS_ANSWER -> {
                action.run();
                throw strike.failure();
            }
            case IS_DAMAGED -> action.run();
            case HANGS -> throw hang(strike);
        }
    }

    private StorageException hang(Strike strike) {
        hanging.incrementAndGet();
        firstHangs.countDown();
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody counts this latch down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return strike.failure();
        } finally {
            hanging.decrementAndGet();
        }
    }

    private static void flipMiddleBit(ByteSlice bytes) {
        if (!bytes.isEmpty()) {
            bytes.array()[bytes.offset() + bytes.length() / 2] ^= 1;
        }
    }
}
