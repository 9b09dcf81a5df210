package cloud.mows.backup.core.posix;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** The one foreign function: {@code long syscall(long number, ...)}, six arguments, errno captured. */
@SuppressWarnings("restricted")
final class Kernel {
    private static final int EINTR = 4;

    private static final MemorySegment SYSCALL;
    private static final MethodHandle HANDLE;

    static {
        Linker linker = Linker.nativeLinker();
        SYSCALL = linker.defaultLookup()
                .find("syscall")
                .orElseThrow(() -> new UnsupportedOperationException("this libc has no syscall()"));
        // The address stays a parameter: binding it would spin further method handle classes at start.
        HANDLE = linker.downcallHandle(
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.captureCallState("errno"));
    }

    private Kernel() {}

    /** Makes the call again as long as signals interrupt it. @return the result, or minus errno */
    static long call(Scratch scratch, Syscall call, long a, long b, long c, long d, long e, long f) {
        long result;
        do {
            result = callOnce(scratch, call, a, b, c, d, e, f);
        } while (result == -EINTR);
        return result;
    }

    static long callOnce(Scratch scratch, Syscall call, long a, long b, long c, long d, long e, long f) {
        long result;
        try {
            result = (long) HANDLE.invokeExact(SYSCALL, scratch.capture(), (long) call.number, a, b, c, d, e, f);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable checked) {
            throw new AssertionError("a foreign function threw", checked);
        }
        return result == -1 ? -scratch.errno() : result;
    }

    static long call(Scratch scratch, Syscall call, long a, long b, long c, long d, long e) {
        return call(scratch, call, a, b, c, d, e, 0);
    }

    static long call(Scratch scratch, Syscall call, long a, long b, long c, long d) {
        return call(scratch, call, a, b, c, d, 0, 0);
    }

    static long call(Scratch scratch, Syscall call, long a, long b, long c) {
        return call(scratch, call, a, b, c, 0, 0, 0);
    }

    static long call(Scratch scratch, Syscall call, long a, long b) {
        return call(scratch, call, a, b, 0, 0, 0, 0);
    }

    static long call(Scratch scratch, Syscall call, long a) {
        return call(scratch, call, a, 0, 0, 0, 0, 0);
    }
}
