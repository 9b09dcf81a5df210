package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.Arrays;

/**
 * What is in each pack, in arrays: about thirty bytes a pack. First every blob is counted as single (used, no other copy),
 * spare (used, but there are several copies) or unused; then one copy of each spare blob is chosen to be the used one.
 */
final class PackCensus {
    static final int MISSING = -1;
    private static final int TREE_BYTES_COMPRESSIBLE = 1024;

    /** Of the blobs in a pack. */
    enum Content {
        NOTHING,
        DATA,
        TREES,
        MIXED
    }

    private static final Content[] CONTENTS = Content.values();
    private static final int UNCOMPRESSED = 4;
    private static final int HAS_SINGLE = 8;
    private static final int HAS_UNUSED = 16;

    final int[] usedBlobs;
    final int[] unusedBlobs;
    /** As stored, with the pack's header. */
    final int[] usedBytes;

    final int[] unusedBytes;
    /** Sizes of the files, {@link #MISSING} where there is none. */
    final int[] storedBytes;

    private final byte[] flags;

    PackCensus(int packs) {
        usedBlobs = new int[packs];
        unusedBlobs = new int[packs];
        usedBytes = new int[packs];
        unusedBytes = new int[packs];
        storedBytes = new int[packs];
        flags = new byte[packs];
        Arrays.fill(usedBytes, PackHeader.emptyBytes());
        Arrays.fill(storedBytes, MISSING);
    }

    int packs() {
        return flags.length;
    }

    private void note(BlobTable.Copy copy, int flag) {
        int pack = copy.pack();
        PackedBlob blob = copy.blob();
        usedBytes[pack] = add(usedBytes[pack], PackHeader.entryBytes(blob));
        int type = blob.type() == BlobType.DATA ? 1 : 2;
        flags[pack] |= (byte) (type | (mightShrink(blob) ? UNCOMPRESSED : 0) | flag);
    }

    /** The smallest trees do not shrink and are stored as they are. */
    private static boolean mightShrink(PackedBlob blob) {
        return !blob.isCompressed() && (blob.type() == BlobType.DATA || blob.plainLength() >= TREE_BYTES_COMPRESSIBLE);
    }

    /** The only copy of a used blob. */
    void single(BlobTable.Copy copy) {
        note(copy, HAS_SINGLE);
        usedBlobs[copy.pack()]++;
        usedBytes[copy.pack()] = add(usedBytes[copy.pack()], copy.blob().length());
    }

    /** One of several copies of a used blob. */
    void spare(BlobTable.Copy copy) {
        note(copy, 0);
        unusedBlobs[copy.pack()]++;
        unusedBytes[copy.pack()] = add(unusedBytes[copy.pack()], copy.blob().length());
    }

    void unused(BlobTable.Copy copy) {
        spare(copy);
        flags[copy.pack()] |= HAS_UNUSED;
    }

    /** This copy of a spare blob is the one that counts. */
    void choose(BlobTable.Copy copy) {
        int pack = copy.pack();
        usedBlobs[pack]++;
        unusedBlobs[pack]--;
        usedBytes[pack] = add(usedBytes[pack], copy.blob().length());
        unusedBytes[pack] -= copy.blob().length();
    }

    /**
     * How good it is to keep a spare blob in this pack. It does not change while copies are chosen, so that blobs that share
     * two packs all stay in the same one.
     */
    int merit(int pack) {
        if (storedBytes[pack] != bytes(pack)) {
            // Missing or cut off.
            return 0;
        }
        boolean single = (flags[pack] & HAS_SINGLE) != 0;
        // A pack of nothing but used blobs stays as it is: what a cut-off repacking left is of this kind.
        boolean clean = (flags[pack] & HAS_UNUSED) == 0;
        return 1 + (single ? 1 : 0) + (clean ? 2 : 0);
    }

    Content content(int pack) {
        return CONTENTS[flags[pack] & 3];
    }

    boolean hasUncompressed(int pack) {
        return (flags[pack] & UNCOMPRESSED) != 0;
    }

    /** What the file must have by what the index says; meaningless but never equal to a size if that is absurd. */
    long bytes(int pack) {
        return (long) usedBytes[pack] + unusedBytes[pack];
    }

    /** Only a broken index comes near the limit; it is noticed because no file has this size. */
    private static int add(int bytes, int more) {
        return (int) Math.min((long) bytes + more, Integer.MAX_VALUE);
    }
}
