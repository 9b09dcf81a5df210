package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;

/**
 * The sections of a segment's file, in this order. The first page holds: magic and stamp 8 each, and three numbers of 8 bytes.
 *
 * @param sources ids of the index files it stands for, ascending
 * @param packs pack id 32, number of the source that lists it 4
 * @param filter blocks of a {@link BlobFilter}
 * @param fences the first eight bytes of the first id of each page of entries
 * @param entries blob id 32, number of the pack 4, offset 4, length 4, uncompressed length 4 with the top bit set for a tree;
 *     ascending by id
 */
record SegmentLayout(Section sources, Section packs, Section filter, Section fences, Section entries) {
    static final int ENTRY_BYTES = Digest.BYTES + 4 * Integer.BYTES;
    static final int PACK_BYTES = Digest.BYTES + Integer.BYTES;

    static SegmentLayout of(long sources, long packs, long blobs) {
        Section first = new Section(1, Digest.BYTES, sources);
        Section second = new Section(first.endPage(), PACK_BYTES, packs);
        Section third = new Section(second.endPage(), BlobFilter.BLOCK_BYTES, BlobFilter.blocks(blobs));
        Section entries = new Section(0, ENTRY_BYTES, blobs);
        Section fourth = new Section(third.endPage(), Long.BYTES, entries.pages());
        return new SegmentLayout(first, second, third, fourth, new Section(fourth.endPage(), ENTRY_BYTES, blobs));
    }

    long pages() {
        return entries.endPage();
    }
}
