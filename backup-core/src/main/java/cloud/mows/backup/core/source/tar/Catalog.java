package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The directories of an archive: for each a table of its entries in the order of a tree, each with its name, the place of its
 * node, and the place of its own table.
 */
final class Catalog {
    static final long NO_TABLE = -1;

    private final ScratchFile file;
    private final Child top;

    /** @param table {@link #NO_TABLE} for what is no directory */
    record Child(ByteString name, long node, long table) {}

    Catalog(ScratchFile file, Child top) {
        this.file = file;
        this.top = top;
    }

    Child top() {
        return top;
    }

    Table table(Child directory) {
        ByteBuffer sizes = ByteBuffer.wrap(file.read(directory.table(), 2 * Integer.BYTES));
        int count = sizes.getInt();
        return new Table(count, file.read(directory.table() + 2 * Integer.BYTES, sizes.getInt()));
    }

    /** Collects the entries of one directory. */
    static final class TableWriter {
        private static final int FIXED_BYTES = Integer.BYTES + 2 * Long.BYTES;

        private ByteBuffer bytes = ByteBuffer.allocate(64);
        private int count;

        /** In the order of a tree. */
        void add(Child child) {
            int needed = FIXED_BYTES + child.name().length();
            if (bytes.remaining() < needed) {
                int size = Math.max(bytes.capacity() * 2, bytes.position() + needed);
                bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), size)).position(bytes.position());
            }
            bytes.putLong(child.node())
                    .putLong(child.table())
                    .putInt(child.name().length())
                    .put(child.name().toArray());
            count++;
        }

        /** @return where it is */
        long write(ScratchFile to) {
            long at = to.position();
            byte[] sizes = ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(count)
                    .putInt(bytes.position())
                    .array();
            to.append(sizes, 0, sizes.length);
            to.append(bytes.array(), 0, bytes.position());
            return at;
        }
    }

    /** The entries of a directory, packed. */
    static final class Table {
        private final ByteBuffer bytes;
        private final int[] starts;

        private Table(int count, byte[] packed) {
            bytes = ByteBuffer.wrap(packed);
            starts = new int[count];
            int at = 0;
            for (int i = 0; i < count; i++) {
                starts[i] = at;
                at += TableWriter.FIXED_BYTES + bytes.getInt(at + 2 * Long.BYTES);
            }
        }

        private ByteString name(int index) {
            int at = starts[index] + 2 * Long.BYTES;
            return ByteString.of(bytes.array(), at + Integer.BYTES, bytes.getInt(at));
        }

        List<ByteString> names() {
            return new Names();
        }

        /** @return the entry; null if there is none of this name */
        @Nullable
        Child find(ByteString name) {
            int index = Collections.binarySearch(names(), name);
            return index < 0
                    ? null
                    : new Child(name, bytes.getLong(starts[index]), bytes.getLong(starts[index] + Long.BYTES));
        }

        private final class Names extends AbstractList<ByteString> implements RandomAccess {
            @Override
            public ByteString get(int index) {
                return name(index);
            }

            @Override
            public int size() {
                return starts.length;
            }
        }
    }
}
