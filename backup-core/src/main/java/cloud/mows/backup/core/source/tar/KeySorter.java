package cloud.mows.backup.core.source.tar;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Sorts any number of keys with bounded memory: sorted runs in temporary files, merged. */
final class KeySorter implements Closeable {
    /** Of which Java needs some three times as much. */
    private static final int RUN_BYTES = 4 << 20;

    /** Each is read through a buffer. */
    private static final int RUNS_MAX = 64;

    private static final int BUFFER_BYTES = 32 << 10;

    private final int runBytes;
    private final int runsMax;
    private final List<Key> keys = new ArrayList<>();
    private final List<ScratchFile> runs = new ArrayList<>();
    private int bytes;

    KeySorter() {
        this(RUN_BYTES, RUNS_MAX);
    }

    KeySorter(int runBytes, int runsMax) {
        this.runBytes = runBytes;
        this.runsMax = runsMax;
    }

    void add(Key key) {
        keys.add(key);
        bytes += key.bytes();
        if (bytes >= runBytes) {
            endRun();
        }
    }

    private void endRun() {
        Collections.sort(keys);
        write(keys.iterator());
        keys.clear();
        bytes = 0;
        if (runs.size() == runsMax) {
            List<ScratchFile> merged = List.copyOf(runs);
            runs.clear();
            write(merge(merged, List.of()));
            merged.forEach(ScratchFile::close);
        }
    }

    private void write(Iterator<Key> sorted) {
        ScratchFile run = new ScratchFile();
        runs.add(run);
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(appending(run), BUFFER_BYTES))) {
            while (sorted.hasNext()) {
                sorted.next().write(out);
            }
        } catch (IOException e) {
            throw ScratchFile.failed(e);
        }
        run.flush();
    }

    /** All keys in their order; may be asked for again. */
    Iterator<Key> sorted() {
        Collections.sort(keys);
        return merge(runs, keys);
    }

    private static Iterator<Key> merge(List<ScratchFile> runs, List<Key> rest) {
        if (runs.isEmpty()) {
            return rest.iterator();
        }
        PriorityQueue<Ahead> queue = new PriorityQueue<>();
        runs.forEach(run -> enqueue(queue, new Reading(run)));
        enqueue(queue, rest.iterator());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !queue.isEmpty();
            }

            @Override
            public Key next() {
                Ahead first = queue.remove();
                enqueue(queue, first.rest);
                return first.key;
            }
        };
    }

    private static void enqueue(PriorityQueue<Ahead> queue, Iterator<Key> keys) {
        if (keys.hasNext()) {
            queue.add(new Ahead(keys.next(), keys));
        }
    }

    private record Ahead(Key key, Iterator<Key> rest) implements Comparable<Ahead> {
        @Override
        public int compareTo(Ahead other) {
            return key.compareTo(other.key);
        }
    }

    /** The keys of one run. */
    private static final class Reading implements Iterator<Key> {
        private final long end;
        private final Input input;
        private final DataInputStream in;

        Reading(ScratchFile run) {
            end = run.position();
            input = new Input(run, end);
            in = new DataInputStream(new BufferedInputStream(input, BUFFER_BYTES));
        }

        @Override
        public boolean hasNext() {
            try {
                return input.left() > 0 || in.available() > 0;
            } catch (IOException e) {
                throw ScratchFile.failed(e);
            }
        }

        @Override
        public Key next() {
            try {
                return Key.read(in);
            } catch (IOException e) {
                throw ScratchFile.failed(e);
            }
        }
    }

    private static final class Input extends InputStream {
        private final ScratchFile file;
        private final long end;
        private long at;

        Input(ScratchFile file, long end) {
            this.file = file;
            this.end = end;
        }

        long left() {
            return end - at;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte @Nullable [] into, int from, int length) {
            int count = (int) Math.min(length, left());
            if (count == 0) {
                return -1;
            }
            byte[] read = file.read(at, count);
            System.arraycopy(read, 0, Objects.requireNonNull(into), from, count);
            at += count;
            return count;
        }
    }

    private static OutputStream appending(ScratchFile file) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                file.append(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                file.append(bytes, from, length);
            }
        };
    }

    @Override
    public void close() {
        runs.forEach(ScratchFile::close);
    }
}
