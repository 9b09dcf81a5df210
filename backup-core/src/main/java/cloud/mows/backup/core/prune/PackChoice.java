package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.index.PackTable;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.OpenOptions;
import java.util.Arrays;

/** Decides what becomes of each pack, by restic's rules. */
final class PackChoice {
    /** Fewer small packs are not worth the trouble, and would be merged again and again. */
    private static final int SMALL_PACKS_MIN = 10;

    /** As restic: even if most packs are smaller, these are not worth merging. */
    private static final int SMALL_BYTES_MAX = 4 << 20;

    private static final int RATIO_BITS = 30;

    private final PackTable packs;
    private final PackCensus census;
    private final PruneOptions options;
    private final PackActions actions;
    private final boolean compresses;
    private final long smallBytes;

    private long usedPacks;
    private long partlyUsedPacks;
    private long unusedPacks;
    private long uncompressedBytes;
    private long removedBlobs;
    private long removedBytes;
    private long repackedBlobs;
    private long repackedBytes;
    private long repackRemovedBlobs;
    private long repackRemovedBytes;

    PackChoice(PackTable packs, PackCensus census, PruneOptions options, OpenOptions repository) {
        this.packs = packs;
        this.census = census;
        this.options = options;
        this.actions = new PackActions(packs);
        this.compresses = repository.compression() != CompressionLevel.OFF;
        this.smallBytes = options.smallPackBytes() > 0 ? options.smallPackBytes() : usualBytes(repository);
    }

    /** Four fifths of what all but a few packs reach, so that a repository without small packs is left alone. */
    private long usualBytes(OpenOptions repository) {
        if (census.packs() == 0) {
            return 0;
        }
        int[] sizes = new int[census.packs()];
        for (int p = 0; p < sizes.length; p++) {
            sizes[p] = (int) Math.min(census.bytes(p), Integer.MAX_VALUE);
        }
        Arrays.sort(sizes);
        long low = Math.max(SMALL_BYTES_MAX, sizes[(int) (sizes.length * 3L / 100)]);
        // Our own packs of trees may be smaller than that, and merging must come to an end.
        return Math.min(low, repository.treePackSize().bytes()) * 4 / 5;
    }

    /** @throws BackupException DAMAGED if a pack with something used is missing or cut off */
    PackActions decide(BlobTally tally) {
        long[] candidates = new long[census.packs()];
        long[] small = new long[census.packs()];
        int candidateCount = 0;
        int smallCount = 0;
        for (int pack = 0; pack < census.packs(); pack++) {
            switch (first(pack)) {
                case SETTLED -> {}
                case SMALL -> small[smallCount++] = key(pack);
                case CANDIDATE -> candidates[candidateCount++] = key(pack);
            }
        }
        if (smallCount >= SMALL_PACKS_MIN) {
            candidates = Arrays.copyOf(candidates, candidateCount + smallCount);
            System.arraycopy(small, 0, candidates, candidateCount, smallCount);
            candidateCount += smallCount;
        }
        Arrays.sort(candidates, 0, candidateCount);
        repack(candidates, candidateCount, tally);
        return actions;
    }

    private enum First {
        SETTLED,
        SMALL,
        CANDIDATE
    }

    private First first(int pack) {
        boolean missing = census.storedBytes[pack] == PackCensus.MISSING;
        if (census.usedBlobs[pack] == 0) {
            actions.set(pack, missing ? PackAction.FORGET : PackAction.DELETE);
            unusedPacks += missing ? 0 : 1;
            removedBlobs += census.unusedBlobs[pack];
            removedBytes += census.unusedBytes[pack];
            return First.SETTLED;
        }
        if (missing || census.storedBytes[pack] != census.bytes(pack)) {
            throw damaged(pack, missing);
        }
        boolean clean = census.unusedBlobs[pack] == 0;
        usedPacks += clean ? 1 : 0;
        partlyUsedPacks += clean ? 0 : 1;
        if (census.hasUncompressed(pack)) {
            uncompressedBytes += census.bytes(pack);
        }
        if (options.repackTreesOnly() && census.content(pack) == PackCensus.Content.DATA) {
            return First.SETTLED;
        }
        if (clean && census.content(pack) != PackCensus.Content.MIXED && !mustCompress(pack)) {
            return isSmall(pack) ? First.SMALL : First.SETTLED;
        }
        return First.CANDIDATE;
    }

    private BackupException damaged(int pack, boolean missing) {
        String what = missing
                ? " is needed but missing"
                : " has " + census.storedBytes[pack] + " bytes, by the index it should have " + census.bytes(pack);
        return new BackupException(
                ProblemCode.DAMAGED,
                "pack " + packs.id(pack) + what + "; nothing was deleted",
                "run 'mows-backup repair index', then 'mows-backup check'");
    }

    private boolean mustCompress(int pack) {
        boolean wanted = options.repackUncompressed() || census.content(pack) == PackCensus.Content.TREES;
        return compresses && wanted && census.hasUncompressed(pack);
    }

    private boolean isSmall(int pack) {
        return census.bytes(pack) < smallBytes;
    }

    /** Sorts packs with trees first, then small ones, then by their share of unused bytes, then by id. */
    private long key(int pack) {
        long rank = census.content(pack) != PackCensus.Content.DATA ? 0 : isSmall(pack) ? 1 : 2;
        long ratioMax = (1L << RATIO_BITS) - 1;
        long ratio = (long) ((double) census.unusedBytes[pack] / census.bytes(pack) * ratioMax);
        return rank << 61 | (ratioMax - ratio) << 31 | pack;
    }

    private void repack(long[] candidates, int count, BlobTally tally) {
        long mayStay = options.maxUnused().bytes(tally.usedBytes);
        for (int i = 0; i < count; i++) {
            int pack = (int) (candidates[i] & Integer.MAX_VALUE);
            long unused = tally.duplicateBytes + tally.unusedBytes - removedBytes - repackRemovedBytes;
            boolean tooMuch = options.repackBytesMax() - repackedBytes <= census.bytes(pack);
            boolean always = census.content(pack) != PackCensus.Content.DATA || mustCompress(pack) || isSmall(pack);
            if (!tooMuch && (always || unused >= mayStay)) {
                repack(pack);
            }
        }
    }

    private void repack(int pack) {
        actions.set(pack, PackAction.REPACK);
        repackedBlobs += census.usedBlobs[pack] + census.unusedBlobs[pack];
        repackedBytes += census.bytes(pack);
        repackRemovedBlobs += census.unusedBlobs[pack];
        repackRemovedBytes += census.unusedBytes[pack];
        if (census.hasUncompressed(pack)) {
            uncompressedBytes -= census.bytes(pack);
        }
    }

    PruneCounts counts(BlobTally tally, long unreferencedPacks, long unreferencedBytes) {
        return new PruneCounts(
                new PruneCounts.Blobs(
                        tally.usedBlobs,
                        tally.duplicateBlobs,
                        tally.unusedBlobs,
                        repackedBlobs,
                        repackRemovedBlobs,
                        removedBlobs),
                new PruneCounts.Blobs(
                        tally.usedBytes,
                        tally.duplicateBytes,
                        tally.unusedBytes,
                        repackedBytes,
                        repackRemovedBytes,
                        removedBytes),
                unreferencedBytes,
                uncompressedBytes,
                new PruneCounts.Packs(
                        usedPacks,
                        partlyUsedPacks,
                        unusedPacks,
                        unreferencedPacks,
                        actions.count(PackAction.FORGET),
                        actions.count(PackAction.KEEP),
                        actions.count(PackAction.REPACK),
                        actions.count(PackAction.DELETE)));
    }
}
