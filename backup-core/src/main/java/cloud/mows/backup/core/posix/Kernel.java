package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.foreign.ForeignFunction;
import java.lang.ref.Reference;

/** The one foreign function of this package: {@code long syscall(long number, ...)}, six arguments, errno captured. */
final class Kernel {
    private static final int EINTR = 4;

    private static final ForeignFunction SYSCALL = ForeignFunction.ofLibc("syscall");

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
        try {
            long result = SYSCALL.call(scratch.capture(), call.number, a, b, c, d, e, f);
            return result == -1 ? -scratch.errno() : result;
        } finally {
            // Paths and data are passed by address, which does not keep their memory.
            Reference.reachabilityFence(scratch);
        }
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
