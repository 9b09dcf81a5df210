package cloud.mows.backup.core.check;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.PackGroups;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.DamagedBlobException;
import cloud.mows.backup.core.repository.FileHash;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.work.Buffer;
import cloud.mows.backup.core.work.BufferPool;
import cloud.mows.backup.core.work.ByteBudget;
import cloud.mows.backup.core.work.CpuPool;
import cloud.mows.backup.core.work.Reservation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole packs, piece by piece: the file's hash is its name, its header says what the index says, and every blob opens, decompresses and
 * has the hash that names it. A pack of another size than the index says is known to be damaged and not read. Packs are read and verified in parallel within a budget of bytes.
 */
final class DataCheck {
    private static final long BYTES_IN_FLIGHT = 64L << 20;

    private final Repository repository;
    private final BlobTable table;
    private final PackCheck packs;
    private final Checker checker;
    private final ByteBudget budget = new ByteBudget(BYTES_IN_FLIGHT);
    private final BufferPool buffers = new BufferPool(BYTES_IN_FLIGHT);
    private final LongAdder packsRead = new LongAdder();
    private final LongAdder bytesRead = new LongAdder();

    DataCheck(Repository repository, BlobTable table, PackCheck packs, Checker checker) {
        this.repository = repository;
        this.table = table;
        this.packs = packs;
        this.checker = checker;
    }

    long packsRead() {
        return packsRead.sum();
    }

    long bytesRead() {
        return bytesRead.sum();
    }

    /** @param only read no packs but those of these blobs; null to choose from all */
    void read(ReadSubset subset, @Nullable BlobMarks only, RandomGenerator random) {
        BitSet chosen = choose(subset, only == null ? null : packsOf(only), random);
        if (chosen.isEmpty()) {
            return;
        }
        checker.observer().started(CheckObserver.Phase.DATA, chosen.cardinality());
        repository.expectMuchData();
        int threads = Math.max(Runtime.getRuntime().availableProcessors(), repository.concurrency());
        try (CpuPool<RuntimeException> pool = new CpuPool<>("check", threads, threads)) {
            PackGroups groups = new PackGroups(table, place -> chosen.get(table.pack(place)));
            groups.forEach((pack, blobs) -> {
                long bytes = packs.size(pack);
                if (bytes > Integer.MAX_VALUE) {
                    checker.error(Checker.packProblem(
                            table.packs().id(pack), "has " + bytes + " bytes, more than a pack can have"));
                    return;
                }
                PackWindows windows = PackWindows.of((int) bytes, blobs);
                int plainBytesMax = plainBytesMax(blobs);
                Reservation room = budget.acquire(windows.sealedBytesMax() + (long) plainBytesMax);
                pool.submit(() -> {
                    try (room) {
                        readPack(table.packs().id(pack), blobs, windows, plainBytesMax);
                    }
                });
            });
            pool.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    private BitSet packsOf(BlobMarks blobs) {
        BitSet holding = new BitSet();
        for (long place = 0; place < table.size(); place++) {
            if (blobs.get(place)) {
                holding.set(table.pack(place));
            }
        }
        return holding;
    }

    private BitSet choose(ReadSubset subset, @Nullable BitSet only, RandomGenerator random) {
        int count = table.packs().size();
        BitSet there = new BitSet();
        long bytes = 0;
        for (int pack = 0; pack < count; pack++) {
            if (packs.isReadable(pack) && (only == null || only.get(pack))) {
                there.set(pack);
                bytes += packs.size(pack);
            }
        }
        BitSet chosen = new BitSet();
        switch (subset) {
            case ReadSubset.None none -> chosen.clear();
            case ReadSubset.All all -> chosen.or(there);
            case ReadSubset.Bucket bucket ->
                there.stream().filter(p -> bucket.holds(table.packs().id(p))).forEach(chosen::set);
            case ReadSubset.Percentage p -> chooseBytes(there, (long) (bytes * (p.percent() / 100)), random, chosen);
            case ReadSubset.Size size -> chooseBytes(there, size.bytes().bytes(), random, chosen);
        }
        return chosen;
    }

    /** Random packs until they are at least {@code bytes} together, at least one. */
    private void chooseBytes(BitSet there, long bytes, RandomGenerator random, BitSet chosen) {
        int[] order = there.stream().toArray();
        long sum = 0;
        for (int i = 0; i < order.length && (i == 0 || sum < bytes); i++) {
            int j = i + random.nextInt(order.length - i);
            int pack = order[j];
            order[j] = order[i];
            chosen.set(pack);
            sum += packs.size(pack);
        }
    }

    private static int plainBytesMax(List<PackedBlob> blobs) {
        return blobs.stream()
                .mapToInt(blob -> Coder.room(blob.plainLength()))
                .max()
                .orElse(0);
    }

    private void readPack(PackId pack, List<PackedBlob> blobs, PackWindows windows, int plainBytesMax) {
        List<Problem> inBlobs = new ArrayList<>();
        try (Buffer sealed = buffers.take(windows.sealedBytesMax());
                Buffer plain = buffers.take(plainBytesMax);
                Coder coder = repository.coder()) {
            FileHash hash = coder.fileHash();
            for (PackWindows.Window window : windows.windows()) {
                ByteSlice content = sealed.slice(window.length());
                repository.packs().readRange(pack, window.offset(), content);
                hash.update(content);
                if (window.end() == windows.packBytes()) {
                    // Before its blobs are opened: that destroys the stored bytes.
                    checkFile(pack, hash.finish(), content, windows.packBytes(), blobs);
                }
                for (PackedBlob blob : window.blobs()) {
                    checkBlob(pack, content.slice(blob.offset() - window.offset(), blob.length()), blob, plain, coder)
                            .ifPresent(inBlobs::add);
                }
            }
            for (PackedBlob stray : windows.strays()) {
                checkStray(pack, stray, windows.packBytes(), sealed, plain, coder)
                        .ifPresent(inBlobs::add);
            }
            packsRead.increment();
            bytesRead.add(windows.packBytes());
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            checker.error(e.problem());
        }
        inBlobs.forEach(checker::error);
        checker.observer().advanced(CheckObserver.Phase.DATA, windows.packBytes());
    }

    /** What concerns the pack as a whole. */
    private void checkFile(PackId pack, Digest hash, ByteSlice tail, int packBytes, List<PackedBlob> blobs) {
        boolean whole = hash.equals(pack.digest());
        if (!whole) {
            checker.error(Checker.packProblem(pack, "is damaged: its content has the hash " + hash.shortHex()));
        }
        try {
            if (!repository.packs().readHeader(pack, packBytes, tail).equals(blobs) && whole) {
                checker.error(Checker.packProblem(pack, "has a header that differs from the index"));
            }
        } catch (MalformedPackException e) {
            checker.error(Checker.packProblem(pack, "has a damaged header: " + e.getMessage()));
        }
    }

    private static Optional<Problem> checkBlob(
            PackId pack, ByteSlice stored, PackedBlob blob, Buffer plain, Coder coder) {
        try {
            coder.open(blob, stored.array(), stored.offset(), plain.array());
            return Optional.empty();
        } catch (DamagedBlobException e) {
            return Optional.of(Checker.packProblem(pack, "is damaged: " + e.getMessage()));
        }
    }

    private Optional<Problem> checkStray(
            PackId pack, PackedBlob blob, int packBytes, Buffer sealed, Buffer plain, Coder coder) {
        if (blob.end() > packBytes) {
            return Optional.of(
                    Checker.packProblem(pack, "ends before " + blob.type().word() + " blob " + blob.id()));
        }
        ByteSlice stored = sealed.slice(blob.length());
        repository.packs().readRange(pack, blob.offset(), stored);
        return checkBlob(pack, stored, blob, plain, coder);
    }
}
