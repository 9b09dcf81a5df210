package cloud.mows.backup.core.source.tar;

import cloud.mows.backup.core.bytes.ByteString;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * What came under a name. Sorted, everything about one name stands together, a directory directly before what is below it, and names
 * in the order of a tree.
 *
 * @param path the elements with NUL between them, which is less than every byte of a name; empty for the top
 * @param number of the entry in the archive
 * @param reference of a link and of what it asks for the number of the link, else where its node is
 */
record Key(ByteString path, long number, Kind kind, long reference, Instant mtime) implements Comparable<Key> {
    private static final Kind[] KINDS = Kind.values();

    /** In this order for one entry, so that a link to its own name is one to what was there before. */
    enum Kind {
        /** Not an entry, but the place that a link of another name means. */
        ASKED,
        LINK,
        DIRECTORY,
        OTHER
    }

    @Override
    public int compareTo(Key other) {
        int byPath = path.compareTo(other.path);
        if (byPath != 0) {
            return byPath;
        }
        int byNumber = Long.compare(number, other.number);
        return byNumber != 0 ? byNumber : kind.compareTo(other.kind);
    }

    int bytes() {
        return path.length() + 40;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(path.length());
        out.write(path.toArray());
        out.writeLong(number);
        out.writeByte(kind.ordinal());
        out.writeLong(reference);
        out.writeLong(mtime.getEpochSecond());
        out.writeInt(mtime.getNano());
    }

    static Key read(DataInput in) throws IOException {
        byte[] path = new byte[in.readInt()];
        in.readFully(path);
        return new Key(
                ByteString.of(path),
                in.readLong(),
                KINDS[in.readByte()],
                in.readLong(),
                Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }
}
