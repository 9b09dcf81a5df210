package cloud.mows.backup.core.index;

import java.util.zip.CRC32C;

/** The last four bytes of a page: CRC-32C of the rest, the page's number and the file's stamp, so that no page passes for another. */
final class PageChecksum {
    private PageChecksum() {}

    static void write(byte[] bytes, int offset, long page, long stamp) {
        Segment.INT.set(bytes, offset + PagedFile.PAYLOAD_BYTES, of(bytes, offset, page, stamp));
    }

    static boolean isRight(byte[] bytes, int offset, long page, long stamp) {
        return (int) Segment.INT.get(bytes, offset + PagedFile.PAYLOAD_BYTES) == of(bytes, offset, page, stamp);
    }

    private static int of(byte[] bytes, int offset, long page, long stamp) {
        byte[] place = new byte[2 * Long.BYTES];
        Segment.LONG.set(place, 0, page);
        Segment.LONG.set(place, Long.BYTES, stamp);
        CRC32C checksum = new CRC32C();
        checksum.update(place, 0, place.length);
        checksum.update(bytes, offset, PagedFile.PAYLOAD_BYTES);
        return (int) checksum.getValue();
    }
}
