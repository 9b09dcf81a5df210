package cloud.mows.backup.core.storage;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong, and when. It is meant to be read aloud:
 *
 * <pre>{@code
 * Fault.save().of(PACK).number(3).losesItsAnswer()
 * Fault.read().of(INDEX).from(2).fails()
 * Fault.any().number(7).failsWith(StorageException.Full::new)
 * Fault.crashBefore(7)
 * }</pre>
 *
 * Operations are numbered from 1, and a fault counts only those it speaks of: {@code save().of(PACK).number(3)} is the
 * third save of a pack, whatever happens between. A fault belongs to one {@link FaultyStorage}.
 */
public final class Fault {
    /** What befalls an operation. */
    enum Effect {
        FAILS,
        LOSES_ITS_ANSWER,
        IS_CUT_OFF,
        IS_DAMAGED,
        HANGS
    }

    /** Makes the exception: the constructor of any {@link StorageException}. */
    @FunctionalInterface
    public interface Failure {
        StorageException of(String message, @Nullable Throwable cause);
    }

    private final When when;
    private final Effect first;
    private final Effect later;
    private final Failure failure;
    private final AtomicLong matched = new AtomicLong();
    private final AtomicLong struck = new AtomicLong();

    private Fault(When when, Effect first, Effect later, Failure failure) {
        this.when = when;
        this.first = first;
        this.later = later;
        this.failure = failure;
    }

    public static When any() {
        return new When(EnumSet.allOf(FaultyStorage.Operation.class));
    }

    public static When create() {
        return new When(EnumSet.of(FaultyStorage.Operation.CREATE));
    }

    public static When save() {
        return new When(EnumSet.of(FaultyStorage.Operation.SAVE));
    }

    /** {@link Storage#readInto} and {@link Storage#readAll}. */
    public static When read() {
        return new When(EnumSet.of(FaultyStorage.Operation.READ));
    }

    public static When size() {
        return new When(EnumSet.of(FaultyStorage.Operation.SIZE));
    }

    public static When list() {
        return new When(EnumSet.of(FaultyStorage.Operation.LIST));
    }

    public static When remove() {
        return new When(EnumSet.of(FaultyStorage.Operation.REMOVE));
    }

    /** What changes the store: create, save and remove. */
    public static When write() {
        return new When(EnumSet.of(
                FaultyStorage.Operation.CREATE, FaultyStorage.Operation.SAVE, FaultyStorage.Operation.REMOVE));
    }

    /** The process dies before its n-th operation: that one and all later ones have no effect. */
    public static Fault crashBefore(long n) {
        return any().from(n).failsWith(StorageException.Unusable::new);
    }

    /** The process dies after its n-th operation: that one has its effect but no answer, later ones have none. */
    public static Fault crashAfter(long n) {
        return new Fault(any().from(n), Effect.LOSES_ITS_ANSWER, Effect.FAILS, StorageException.Unusable::new);
    }

    /** How often it struck. */
    public long struck() {
        return struck.get();
    }

    @Nullable
    Effect effectOn(FaultyStorage.Operation operation, @Nullable FileKind kind) {
        if (!when.operations.contains(operation) || (kind == null ? !when.everyKind() : !when.kinds.contains(kind))) {
            return null;
        }
        long number = matched.incrementAndGet();
        if (number < when.from || number - when.from >= when.times) {
            return null;
        }
        return struck.incrementAndGet() == 1 ? first : later;
    }

    StorageException failure(String what) {
        return failure.of("injected fault: " + what, null);
    }

    /** Which operations are meant; by default every one of them. */
    public static final class When {
        private final Set<FaultyStorage.Operation> operations;
        private Set<FileKind> kinds = EnumSet.allOf(FileKind.class);
        private long from = 1;
        private long times = Long.MAX_VALUE;

        private When(Set<FaultyStorage.Operation> operations) {
            this.operations = operations;
        }

        private boolean everyKind() {
            return kinds.size() == FileKind.values().length;
        }

        public When of(FileKind kind, FileKind... more) {
            kinds = EnumSet.of(kind, more);
            return this;
        }

        /** Only the n-th. */
        public When number(long n) {
            return from(n).times(1);
        }

        /** The n-th and all later ones. */
        public When from(long n) {
            if (n < 1) {
                throw new IllegalArgumentException("operations are numbered from 1, not " + n);
            }
            from = n;
            return this;
        }

        /** At most so many. */
        public When times(long n) {
            times = n;
            return this;
        }

        /** Nothing is done, and the answer is a {@link StorageException.Transient}. */
        public Fault fails() {
            return failsWith(StorageException.Transient::new);
        }

        /** Nothing is done: {@code failsWith(StorageException.Denied::new)}. */
        public Fault failsWith(Failure failure) {
            return new Fault(this, Effect.FAILS, Effect.FAILS, failure);
        }

        /** It is done, but the answer is a {@link StorageException.Transient}. */
        public Fault losesItsAnswer() {
            return new Fault(this, Effect.LOSES_ITS_ANSWER, Effect.LOSES_ITS_ANSWER, StorageException.Transient::new);
        }

        /** A read fills half of its target and a listing shows half of the files before they fail; others just fail. */
        public Fault isCutOff() {
            return new Fault(this, Effect.IS_CUT_OFF, Effect.IS_CUT_OFF, StorageException.Transient::new);
        }

        /** A read succeeds with its middle bit flipped; what is saved is saved so. Others are not affected. */
        public Fault isDamaged() {
            return new Fault(this, Effect.IS_DAMAGED, Effect.IS_DAMAGED, StorageException.Transient::new);
        }

        /** It does not come back until its thread is interrupted. */
        public Fault hangs() {
            return new Fault(this, Effect.HANGS, Effect.HANGS, StorageException.Interrupted::new);
        }
    }
}
