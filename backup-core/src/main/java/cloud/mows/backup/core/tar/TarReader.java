package cloud.mows.backup.core.tar;

import static cloud.mows.backup.core.tar.TarHeader.BLOCK;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads an archive from a stream: {@code next, read…, next, read…} until there is no next. */
public final class TarReader {
    static final String XATTR = "SCHILY.xattr.";

    /** Extended attributes, and lists of sparse files in old pax forms, can be long. */
    private static final int PAX_BYTES_MAX = 8 << 20;

    private static final int NAME_BYTES_MAX = 1 << 20;
    private static final int SKIP_BYTES = 64 << 10;

    private final InputStream in;
    private final byte[] skipped = new byte[SKIP_BYTES];

    /** Bytes of the stream so far. */
    private long position;

    private PaxRecords global = PaxRecords.NONE;
    private boolean atEnd;

    // The content of the entry.
    private long stored;
    private int padding;
    private @Nullable SparseMap sparse;
    private int stretch;
    private long offset;

    /** @param in is not closed; reads of any length are made */
    public TarReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next entry, or null after the last, when the whole stream has been read. What was not read of the entry before is passed over.
     *
     * @throws MalformedTarException if the stream is no tar archive, or ends before the archive does
     */
    public @Nullable TarEntry next() throws IOException {
        if (atEnd) {
            return null;
        }
        skip(stored + padding);
        stored = 0;
        padding = 0;
        HeaderFields fields = new HeaderFields();
        PaxRecords pax = global;
        while (true) {
            long at = position;
            byte[] block = block();
            if (isZero(block)) {
                if (fields.isBegun() || pax != global) {
                    throw new MalformedTarException(
                            "the archive ends at byte " + at + " after the first part of a header");
                }
                finish(at);
                return null;
            }
            requireUncompressed(block, at);
            TarHeader header = new TarHeader(block, at);
            switch (header.type()) {
                case 'x', 'X' -> pax = PaxRecords.parse(data(header, PAX_BYTES_MAX), pax);
                case 'g' -> {
                    global = PaxRecords.parse(data(header, PAX_BYTES_MAX), global);
                    pax = global;
                }
                case 'L' -> fields.longName(data(header, NAME_BYTES_MAX));
                case 'K' -> fields.longLink(data(header, NAME_BYTES_MAX));
                // The label of a volume, which is no file.
                case 'V' -> skip(padded(header.size()));
                case 'M', 'N' ->
                    throw new MalformedTarException("the entry at byte " + at + " is of type '" + header.type()
                            + "': archives of several volumes and GNU tar's oldest form of long names cannot be read");
                default -> {
                    return begin(header, fields, pax);
                }
            }
        }
    }

    /** By the first bytes of files that programs make of archives. */
    private static void requireUncompressed(byte[] block, long at) throws MalformedTarException {
        int first = (block[0] & 0xff) << 24 | (block[1] & 0xff) << 16 | (block[2] & 0xff) << 8 | block[3] & 0xff;
        String by = switch (first) {
            case 0x28b52ffd -> "zstd";
            case 0xfd377a58 -> "xz";
            case 0x04224d18 -> "lz4";
            default -> first >>> 16 == 0x1f8b ? "gzip" : first >>> 8 == 0x425a68 ? "bzip2" : "";
        };
        if (at == 0 && !by.isEmpty()) {
            throw new MalformedTarException(
                    "it is compressed; uncompress it on the way, with '" + by + " -dc' before this program");
        }
    }

    private TarEntry begin(TarHeader header, HeaderFields fields, PaxRecords pax) throws IOException {
        TarEntry entry = fields.entry(header, pax);
        boolean hasData = switch (entry.type()) {
            case FILE -> true;
            // GNU's incremental archives have the names of its files.
            case DIRECTORY -> header.type() == 'D';
            case HARD_LINK, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> false;
        };
        long data = hasData ? pax.number("size", header.size()) : 0;
        stored = data;
        padding = (int) (-data & BLOCK - 1);
        offset = 0;
        stretch = 0;
        sparse = entry.type() == TarEntry.Type.FILE ? sparse(header, pax) : null;
        long size = sparse != null ? sparse.size() : entry.type() == TarEntry.Type.FILE ? stored : 0;
        return fields.sized(entry, size);
    }

    private @Nullable SparseMap sparse(TarHeader header, PaxRecords pax) throws IOException {
        SparseMap.Builder map = new SparseMap.Builder();
        if (header.type() == 'S') {
            header.oldSparse(map);
            boolean more = header.oldSparseGoesOn();
            while (more) {
                long at = position;
                more = TarHeader.moreSparse(block(), at, map);
            }
            return map.build(header.oldSparseSize(), stored);
        }
        if (pax.has("GNU.sparse.major")) {
            if (!pax.text("GNU.sparse.major", "").equals("1")
                    || !pax.text("GNU.sparse.minor", "").equals("0")) {
                throw new MalformedTarException("a sparse file in a form that is not known: GNU.sparse "
                        + pax.text("GNU.sparse.major", "") + "." + pax.text("GNU.sparse.minor", ""));
            }
            stretches(map);
            return map.build(pax.number("GNU.sparse.realsize", 0), stored);
        }
        if (pax.has("GNU.sparse.size")) {
            if (pax.has("GNU.sparse.map")) {
                String[] numbers = pax.text("GNU.sparse.map", "").split(",");
                for (int i = 0; i + 1 < numbers.length; i += 2) {
                    map.add(decimal(numbers[i]), decimal(numbers[i + 1]));
                }
            }
            for (int i = 0; i + 1 < pax.sparsePairs().size(); i += 2) {
                map.add(pax.sparsePairs().get(i), pax.sparsePairs().get(i + 1));
            }
            return map.build(pax.number("GNU.sparse.size", 0), stored);
        }
        return null;
    }

    /** Of pax form 1.0: numbers in lines before the data, up to a whole block. */
    private void stretches(SparseMap.Builder map) throws IOException {
        long begin = stored;
        long count = line();
        for (long i = 0; i < count; i++) {
            long from = line();
            map.add(from, line());
        }
        long rest = -(begin - stored) & BLOCK - 1;
        if (rest > stored) {
            throw new MalformedTarException("a sparse file whose list of data does not end");
        }
        skip(rest);
        stored -= rest;
    }

    private long line() throws IOException {
        StringBuilder digits = new StringBuilder();
        while (true) {
            if (stored == 0 || digits.length() > 19) {
                throw new MalformedTarException("a sparse file whose list of data does not end");
            }
            fill(skipped, 1);
            stored--;
            if (skipped[0] == '\n') {
                return decimal(digits.toString());
            }
            digits.append((char) (skipped[0] & 0xff));
        }
    }

    private static long decimal(String text) throws MalformedTarException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new MalformedTarException("a sparse file with '" + text + "' in its list of data");
        }
    }

    /** Passes over a hole of a sparse file; returns its length, 0 if there is none here. */
    public long skipHole() {
        SparseMap map = sparse;
        if (map == null) {
            return 0;
        }
        while (stretch < map.count() && offset == map.end(stretch)) {
            stretch++;
        }
        long data = stretch < map.count() ? map.offset(stretch) : map.size();
        long hole = Math.max(0, data - offset);
        offset += hole;
        return hole;
    }

    /**
     * Reads on in the content of the entry, up to the next hole.
     *
     * @return bytes read, at least 1; -1 at the end of the content
     * @throws MalformedTarException if the stream ends
     */
    public int read(byte[] into, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, into.length);
        long until = sparse == null ? stored : stretch < sparse.count() ? sparse.end(stretch) - offset : 0;
        if (until == 0) {
            return -1;
        }
        int count = in.read(into, from, (int) Math.min(length, until));
        if (count < 0) {
            throw cutOff();
        }
        position += count;
        stored -= count;
        offset += count;
        return count;
    }

    /** The data of an entry that belongs to the header of the next one. */
    private byte[] data(TarHeader header, int max) throws IOException {
        long size = header.size();
        if (size > max) {
            throw new MalformedTarException("a header of " + size + " bytes; more than " + max + " are not read");
        }
        byte[] data = new byte[(int) size];
        fill(data, data.length);
        skip(-size & BLOCK - 1);
        return data;
    }

    private static long padded(long size) {
        return size + (-size & BLOCK - 1);
    }

    private byte[] block() throws IOException {
        byte[] block = new byte[BLOCK];
        fill(block, BLOCK);
        return block;
    }

    private void fill(byte[] into, int length) throws IOException {
        int count = in.readNBytes(into, 0, length);
        position += count;
        if (count < length) {
            throw cutOff();
        }
    }

    private void skip(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int piece = (int) Math.min(left, SKIP_BYTES);
            fill(skipped, piece);
            left -= piece;
        }
    }

    private MalformedTarException cutOff() {
        return new MalformedTarException(
                position == 0 ? "there is nothing" : "it ends after " + position + " bytes, before the archive does");
    }

    /** A second block of zeros, and nothing but zeros behind it: programs fill up to whole records. */
    private void finish(long at) throws IOException {
        byte[] second = block();
        if (!isZero(second)) {
            throw new MalformedTarException("a single block of zeros at byte " + at + ", and more behind it");
        }
        for (int count; (count = in.read(skipped, 0, SKIP_BYTES)) >= 0; ) {
            for (int i = 0; i < count; i++) {
                if (skipped[i] != 0) {
                    throw new MalformedTarException("the archive ends at byte " + at
                            + ", and something else follows: several archives in a row are not read");
                }
            }
            position += count;
        }
        atEnd = true;
    }

    private static boolean isZero(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }
}
