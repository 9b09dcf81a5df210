package cloud.mows.backup.core.crypto;

import cloud.mows.backup.core.foreign.ForeignFunction;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory that OpenSSL reads and writes; freed with the object. A direct buffer rather than a segment's accessors, which
 * would link a variable handle for each layout at start.
 */
final class NativeMemory {
    private final ByteBuffer buffer;
    private final long address;

    NativeMemory(int bytes) {
        buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        address = MemorySegment.ofBuffer(buffer).address();
    }

    long address(int at) {
        return address + at;
    }

    void put(int at, byte[] from, int offset, int length) {
        buffer.put(at, from, offset, length);
    }

    void get(int at, byte[] into, int offset, int length) {
        buffer.get(at, into, offset, length);
    }

    void putLong(int at, long value) {
        buffer.putLong(at, value);
    }

    /** ASCII with a NUL; returns the first position after it. */
    int putText(int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        put(at, bytes, 0, bytes.length);
        buffer.put(at + bytes.length, (byte) 0);
        return at + bytes.length + 1;
    }

    void wipe(int at, int length) {
        put(at, new byte[length], 0, length);
    }

    long call(ForeignFunction function) {
        return call(function, 0, 0, 0, 0, 0);
    }

    long call(ForeignFunction function, long a) {
        return call(function, a, 0, 0, 0, 0);
    }

    long call(ForeignFunction function, long a, long b) {
        return call(function, a, b, 0, 0, 0);
    }

    long call(ForeignFunction function, long a, long b, long c) {
        return call(function, a, b, c, 0, 0);
    }

    long call(ForeignFunction function, long a, long b, long c, long d) {
        return call(function, a, b, c, d, 0);
    }

    /** An address is only a number to Java: this memory stays until the call has returned, also if it is the last use. */
    long call(ForeignFunction function, long a, long b, long c, long d, long e) {
        try {
            return function.call(a, b, c, d, e, 0, 0);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** OpenSSL's functions say 1 when they succeeded. Here they fail only by a bug or for want of memory. */
    static void require(long result, String what) {
        if ((int) result != 1) {
            throw new IllegalStateException("OpenSSL failed: " + what);
        }
    }
}
