package cloud.mows.backup.core.foreign;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A function of a C library that takes at most seven integers or addresses.
 *
 * @param address of its code
 */
@SuppressWarnings("restricted")
public record ForeignFunction(MemorySegment address) {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final FunctionDescriptor SHAPE = FunctionDescriptor.of(
            JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

    /** The address stays a parameter: binding it would spin further method handle classes at start. */
    private static final MethodHandle HANDLE = LINKER.downcallHandle(SHAPE);

    /** Apart, because a process stretches its password, which needs no errno, before it calls the kernel. */
    private static final class Capturing {
        static final MethodHandle HANDLE = LINKER.downcallHandle(SHAPE, Linker.Option.captureCallState("errno"));
    }

    /**
     * One of the C library that the JVM itself uses.
     *
     * @throws UnsupportedOperationException if it has no such function
     */
    public static ForeignFunction ofLibc(String name) {
        return LINKER.defaultLookup()
                .find(name)
                .map(ForeignFunction::new)
                .orElseThrow(() -> new UnsupportedOperationException("this libc has no " + name + "()"));
    }

    /** A shared library by the name that the dynamic loader finds it under; loaded until the process ends. */
    public static Optional<SymbolLookup> library(String name) {
        try {
            return Optional.of(SymbolLookup.libraryLookup(name, Arena.global()));
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    /**
     * Calls it. Arguments that it does not have are 0.
     *
     * @return the whole register: a function that returns an {@code int} leaves anything in the upper half
     */
    public long call(long a, long b, long c, long d, long e, long f, long g) {
        try {
            return (long) HANDLE.invokeExact(address, a, b, c, d, e, f, g);
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    /**
     * Calls it and keeps errno.
     *
     * @param capture native memory whose first four bytes receive errno
     */
    public long call(MemorySegment capture, long a, long b, long c, long d, long e, long f, long g) {
        try {
            return (long) Capturing.HANDLE.invokeExact(address, capture, a, b, c, d, e, f, g);
        } catch (Throwable t) {
            throw unchecked(t);
        }
    }

    private static Error unchecked(Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        return thrown instanceof Error e ? e : new AssertionError("a foreign function threw", thrown);
    }
}
