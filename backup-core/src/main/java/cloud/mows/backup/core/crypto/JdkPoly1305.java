package cloud.mows.backup.core.crypto;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own Poly1305. Where the processor has integer AVX-512 it is an intrinsic eight times faster than
 * {@link Poly1305}, elsewhere it is slower. The JDK offers it only as a part of ChaCha20-Poly1305; it can be reached in a
 * JVM that was started with {@code --add-opens java.base/com.sun.crypto.provider=ALL-UNNAMED}. It is used when it is
 * there, gives the same tags and has proved faster ({@link #tryOut}), and never needed.
 */
final class JdkPoly1305 implements Authenticator {
    private static final @Nullable MethodHandle CREATE;
    private static final @Nullable MethodHandle INIT;
    private static final @Nullable MethodHandle UPDATE;
    private static final @Nullable MethodHandle FINISH;

    static {
        MethodHandle create = null;
        MethodHandle init = null;
        MethodHandle update = null;
        MethodHandle finish = null;
        try {
            Class<?> type = Class.forName("com.sun.crypto.provider.Poly1305");
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            // Without the check for weak keys, which would refuse a pad of zeros.
            create = lookup.findConstructor(type, MethodType.methodType(void.class, boolean.class))
                    .asType(MethodType.methodType(Object.class, boolean.class));
            init = lookup.findVirtual(
                            type,
                            "engineInit",
                            MethodType.methodType(void.class, Key.class, AlgorithmParameterSpec.class))
                    .asType(MethodType.methodType(
                            void.class, Object.class, SecretKeySpec.class, AlgorithmParameterSpec.class));
            update = lookup.findVirtual(
                            type, "engineUpdate", MethodType.methodType(void.class, byte[].class, int.class, int.class))
                    .asType(MethodType.methodType(void.class, Object.class, byte[].class, int.class, int.class));
            finish = lookup.findVirtual(type, "engineDoFinal", MethodType.methodType(byte[].class))
                    .asType(MethodType.methodType(byte[].class, Object.class));
        } catch (ReflectiveOperationException | RuntimeException notReachable) {
            create = null;
        }
        CREATE = create;
        INIT = init;
        UPDATE = update;
        FINISH = finish;
    }

    private static final int TRY_OUT_ROUNDS = 200;
    private static final int ROUNDS_TO_COMPILE = 20;
    private static final int WINS = 5;

    private static volatile boolean faster;

    private final Object engine;
    private final byte[] multiplierAndPad;

    /** @throws IllegalStateException unless {@link #isReachable} */
    JdkPoly1305(byte[] r) {
        if (CREATE == null) {
            throw new IllegalStateException("the JDK's Poly1305 cannot be reached");
        }
        this.multiplierAndPad = Arrays.copyOf(r, 32);
        try {
            this.engine = (Object) CREATE.invokeExact(false);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    static boolean isReachable() {
        return CREATE != null;
    }

    /** Whether {@link #tryOut} found it worth using. */
    static boolean isFaster() {
        return faster;
    }

    /**
     * Calls both with little until they are compiled, which takes them some ten thousand calls and the compiler some time,
     * and compares. A tenth of a second of one processor at most, in at most {@link #TRY_OUT_ROUNDS} rounds with a pause
     * of a millisecond after each.
     */
    static void tryOut() {
        if (!isReachable() || faster) {
            return;
        }
        SplittableRandom random = new SplittableRandom(1);
        byte[] r = new byte[16];
        byte[] pad = new byte[16];
        byte[] message = new byte[16 * 1024 + 15];
        random.nextBytes(r);
        random.nextBytes(pad);
        random.nextBytes(message);
        Authenticator theirs = new JdkPoly1305(r);
        Authenticator ours = new Poly1305(r);
        int wins = 0;
        for (int round = 0; round < TRY_OUT_ROUNDS && wins < WINS; round++) {
            theirs.begin(pad);
            for (int i = 0; i < 500; i++) {
                theirs.update(message, 0, 32);
            }
            ours.begin(pad);
            for (int i = 0; i < 200; i++) {
                ours.update(message, 0, 1024);
            }
            boolean win = round >= ROUNDS_TO_COMPILE && 2 * nanos(theirs, message, pad) < nanos(ours, message, pad);
            wins = win ? wins + 1 : 0;
            LockSupport.parkNanos(1_000_000);
        }
        faster = wins == WINS && agree(theirs, ours, message, pad);
    }

    private static long nanos(Authenticator poly, byte[] message, byte[] pad) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            poly.begin(pad);
            long from = System.nanoTime();
            poly.update(message, 0, 16 * 1024);
            best = Math.min(best, System.nanoTime() - from);
        }
        return best;
    }

    private static boolean agree(Authenticator theirs, Authenticator ours, byte[] message, byte[] pad) {
        byte[] theirTag = new byte[TAG_BYTES];
        byte[] ourTag = new byte[TAG_BYTES];
        for (int length = message.length; length > 0; length -= 1 + length / 16) {
            theirs.begin(pad);
            theirs.update(message, 0, length);
            theirs.finish(theirTag, 0);
            ours.begin(pad);
            ours.update(message, 0, length);
            ours.finish(ourTag, 0);
            if (!Arrays.equals(theirTag, ourTag)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void begin(byte[] pad) {
        System.arraycopy(pad, 0, multiplierAndPad, 16, 16);
        try {
            INIT.invokeExact(engine, new SecretKeySpec(multiplierAndPad, "Poly1305"), (AlgorithmParameterSpec) null);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void update(byte[] in, int offset, int length) {
        try {
            UPDATE.invokeExact(engine, in, offset, length);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void finish(byte[] out, int offset) {
        byte[] tag;
        try {
            tag = (byte[]) FINISH.invokeExact(engine);
        } catch (Throwable e) {
            throw broken(e);
        }
        System.arraycopy(tag, 0, out, offset, TAG_BYTES);
    }

    private static IllegalStateException broken(Throwable e) {
        return new IllegalStateException("the JDK's Poly1305 failed", e);
    }
}
