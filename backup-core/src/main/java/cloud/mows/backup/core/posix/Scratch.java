package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.foreign.SlotPool;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Native memory for one system call: errno, two paths, a structure and data. Taken from a pool and given back, which
 * bounds what is kept however many threads there are.
 *
 * <p>A direct buffer rather than a segment's accessors: those link a variable handle for each layout, which a short
 * command would pay for at start.
 */
final class Scratch {
    /** As long as a path may be, with its NUL (limits.h PATH_MAX). */
    static final int PATH_MAX = 4096;

    /** Holds the largest attribute value, the largest list of attributes (64 KiB each) and a piece of a file. */
    static final int DATA_BYTES = 128 << 10;

    private static final int PATH = 16;
    private static final int SECOND_PATH = PATH + PATH_MAX;
    private static final int STRUCT = SECOND_PATH + PATH_MAX;
    private static final int STRUCT_BYTES = 512;
    private static final int DATA = STRUCT + STRUCT_BYTES;

    private static final SlotPool<Scratch> POOL = new SlotPool<>(Scratch::new);

    private static final int ENAMETOOLONG = 36;
    private static final int EINVAL = 22;

    private final ByteBuffer memory =
            ByteBuffer.allocateDirect(DATA + DATA_BYTES).order(ByteOrder.nativeOrder());
    private final MemorySegment capture = MemorySegment.ofBuffer(memory);
    private final long address = capture.address();

    private Scratch() {}

    static Scratch take() {
        return POOL.take();
    }

    void give() {
        POOL.give(this);
    }

    MemorySegment capture() {
        return capture;
    }

    int errno() {
        return memory.getInt(0);
    }

    /** Where the structure starts in {@link #memory()}. */
    int struct() {
        return STRUCT;
    }

    long structAddress() {
        return address + STRUCT;
    }

    int data() {
        return DATA;
    }

    long dataAddress() {
        return address + DATA;
    }

    ByteBuffer memory() {
        return memory;
    }

    /** Writes the path with its NUL and returns its address. */
    long path(ByteString path) throws PosixException {
        return putPath(PATH, path);
    }

    long secondPath(ByteString path) throws PosixException {
        return putPath(SECOND_PATH, path);
    }

    /** Writes {@code /proc/self/fd/<dirFd>/<name>}: the way to a name for calls that take no directory. */
    long procPath(int dirFd, ByteString name) throws PosixException {
        if (dirFd == Posix.WORKING_DIRECTORY || !name.isEmpty() && name.at(0) == '/') {
            return putPath(PATH, name);
        }
        return putPath(PATH, ByteString.of("/proc/self/fd/" + dirFd + "/").concat(name));
    }

    private long putPath(int at, ByteString path) throws PosixException {
        int length = path.length();
        if (length >= PATH_MAX) {
            throw new PosixException("path", path.toString(), ENAMETOOLONG);
        }
        for (int i = 0; i < length; i++) {
            byte b = path.at(i);
            if (b == 0) {
                throw new PosixException("path with a NUL", path.toString(), EINVAL);
            }
            memory.put(at + i, b);
        }
        memory.put(at + length, (byte) 0);
        return address + at;
    }

    ByteString dataBytes(int from, int length) {
        byte[] bytes = new byte[length];
        memory.get(DATA + from, bytes, 0, length);
        return ByteString.of(bytes);
    }
}
