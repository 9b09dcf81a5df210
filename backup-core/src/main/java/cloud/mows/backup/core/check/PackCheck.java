package cloud.mows.backup.core.check;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.PackGroups;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.FileKind;
import java.util.BitSet;
import java.util.List;

/** Compares the packs that indexes name with the files that are there. */
final class PackCheck {
    private final Repository repository;
    private final BlobTable table;
    private final Checker checker;
    private final long[] sizes;
    private final BitSet present = new BitSet();
    private final BitSet otherSize = new BitSet();
    private long orphans;
    private long storedBytes;

    PackCheck(Repository repository, BlobTable table, Checker checker) {
        this.repository = repository;
        this.table = table;
        this.checker = checker;
        this.sizes = new long[table.packs().size()];
    }

    void compareWithStorage() {
        checker.observer().started(CheckObserver.Phase.PACKS, sizes.length);
        try {
            new PackGroups(table, place -> true).forEach((pack, blobs) -> sizes[pack] = size(pack, blobs));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
        repository.list(FileKind.PACK, file -> {
            storedBytes += file.bytes();
            PackId id = PackId.parse(file.key().name());
            int pack = table.packs().find(id);
            if (pack < 0) {
                orphans++;
                return;
            }
            present.set(pack);
            if (file.bytes() != sizes[pack]) {
                otherSize.set(pack);
                checker.error(Checker.packProblem(
                        id,
                        "has " + file.bytes() + " bytes, the index says " + sizes[pack] + ": cut off or not its own"));
            }
            checker.observer().advanced(CheckObserver.Phase.PACKS, 0);
        });
        for (int pack = present.nextClearBit(0); pack < sizes.length; pack = present.nextClearBit(pack + 1)) {
            PackId id = table.packs().id(pack);
            checker.error(
                    Problem.of(
                            ProblemCode.DAMAGED,
                            "pack " + id + " is missing; the index needs it",
                            "'mows-backup repair index' drops it, 'mows-backup repair snapshots' then tells which files are lost"));
        }
        if (orphans > 0) {
            checker.hint(Problem.of(
                    ProblemCode.DAMAGED,
                    orphans + (orphans == 1 ? " pack is" : " packs are")
                            + " in no index: left by a run that was cut off, nothing is lost",
                    "'mows-backup prune' removes them"));
        }
    }

    /** The size of the file that the index describes; its blobs must lie one behind the other. */
    private long size(int pack, List<PackedBlob> blobs) {
        long end = 0;
        for (PackedBlob blob : blobs) {
            if (blob.offset() != end) {
                checker.error(Problem.of(
                        ProblemCode.DAMAGED,
                        "pack " + table.packs().id(pack) + ": the index puts "
                                + blob.type().word() + " blob " + blob.id() + " at offset " + blob.offset()
                                + ", expected " + end,
                        "run 'mows-backup repair index'"));
            }
            end = blob.end();
        }
        return end + PackHeader.bytes(blobs);
    }

    /** Whether it is there and as long as the index says. */
    boolean isReadable(int pack) {
        return present.get(pack) && !otherSize.get(pack);
    }

    long size(int pack) {
        return sizes[pack];
    }

    /** Of all that are there. */
    long storedBytes() {
        return storedBytes;
    }

    long orphans() {
        return orphans;
    }
}
