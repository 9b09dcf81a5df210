package cloud.mows.backup.core.prune;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.PackGroups;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.IndexRewriter;
import cloud.mows.backup.core.repository.PackReader;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.work.IoScope;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Carries out a plan. The order survives a crash at any moment: packs that no index names go first, for nothing can need them;
 * then what is repacked is stored and listed, then what stays is listed again, then the old index files go, and only then
 * the packs that nothing names any more. After a crash in between some packs or places are there twice, or packs are in no
 * index; the next plan sees that and removes it.
 */
public final class PruneRunner {
    private static final int WORKERS_MAX = 4;
    private static final int DELETIONS_MAX = 16;

    private final PrunePlan plan;
    private final Repository repository;
    private final RepositoryLock lock;
    private final PruneObserver observer;
    private final LongAdder movedBlobs = new LongAdder();
    private final LongAdder movedBytes = new LongAdder();

    /** @param lock exclusive, the one under which the plan was made */
    public PruneRunner(PrunePlan plan, RepositoryLock lock, PruneObserver observer) {
        if (!lock.isExclusive()) {
            throw new IllegalArgumentException("pruning needs the exclusive lock");
        }
        this.plan = plan;
        this.repository = plan.repository();
        this.lock = lock;
        this.observer = observer;
    }

    /**
     * Does what the plan says.
     *
     * @throws BackupException if anything fails; what snapshots need is then still there and listed, and pruning again goes on
     */
    public PruneReport run() {
        repository.requireWritable();
        lock.requireHeld();
        try {
            removePacks(
                    PruneObserver.Phase.DELETE_UNREFERENCED,
                    plan.unreferencedPacks().stream(),
                    plan.counts().packs().unreferenced());
            repack();
            List<IndexId> written = rewriteIndex();
            removeIndexFiles();
            long deleted =
                    plan.counts().packs().remove() + plan.counts().packs().repack();
            removePacks(
                    PruneObserver.Phase.DELETE_PACKS, Stream.concat(plan.unusedPacks(), plan.repackedPacks()), deleted);
            return new PruneReport(
                    plan.counts(),
                    movedBlobs.sum(),
                    movedBytes.sum(),
                    deleted + plan.unreferencedPacks().size(),
                    written.size(),
                    plan.replacedIndexFiles().size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        } finally {
            repository.reloadIndex();
        }
    }

    private void repack() throws InterruptedException {
        long expected = plan.moving().count();
        if (expected == 0) {
            return;
        }
        observer.begin(PruneObserver.Phase.REPACK, expected);
        int workers = Math.clamp(repository.concurrency(), 1, WORKERS_MAX);
        PackGroups groups = new PackGroups(plan.table(), plan.moving()::get);
        try (PackWriter writer = repository.writer();
                IoScope<RuntimeException> scope = new IoScope<>("repack", workers)) {
            groups.forEach((pack, blobs) -> {
                PackId id = plan.table().packs().id(pack);
                scope.fork(() -> repository.packs().readBlobs(id, blobs, new Mover(writer)));
            });
            scope.join();
            writer.flush();
        }
        if (movedBlobs.sum() != expected) {
            throw new IllegalStateException("repacked " + movedBlobs.sum() + " of " + expected + " blobs");
        }
    }

    private final class Mover implements PackReader.BlobSink {
        private final PackWriter writer;

        Mover(PackWriter writer) {
            this.writer = writer;
        }

        @Override
        public void blob(PackedBlob blob, ByteSlice plain, Coder coder) {
            lock.throwIfLost();
            PackWriter.Saved saved = writer.move(blob.type(), blob.id(), plain, coder);
            movedBlobs.increment();
            movedBytes.add(saved.storedBytes());
            observer.advance(1);
        }

        @Override
        public void damaged(PackedBlob blob, BackupException why) {
            ByteSlice plain = anotherCopy(blob.type(), blob.id(), why);
            try (Coder coder = repository.coder()) {
                blob(blob, plain, coder);
            }
        }

        private ByteSlice anotherCopy(BlobType type, BlobId id, BackupException why) {
            try {
                return repository.load(type, id);
            } catch (BackupException e) {
                throw new BackupException(
                        why.problem().code(),
                        why.getMessage() + "; what snapshots need was not deleted",
                        why.problem().hint(),
                        e);
            }
        }
    }

    /** Goes by the table, so that a pack which several files list is listed once, with all that they say of it. */
    private List<IndexId> rewriteIndex() throws InterruptedException {
        BitSet relisted = plan.relisted();
        if (relisted.isEmpty()) {
            return List.of();
        }
        observer.begin(PruneObserver.Phase.REWRITE_INDEX, relisted.cardinality());
        IndexRewriter rewriter = new IndexRewriter(repository);
        BlobTable table = plan.table();
        new PackGroups(table, place -> relisted.get(table.pack(place))).forEach((pack, blobs) -> {
            rewriter.add(new IndexedPack(table.packs().id(pack), blobs));
            observer.advance(1);
        });
        return rewriter.finish();
    }

    private void removeIndexFiles() throws InterruptedException {
        List<IndexId> old = plan.replacedIndexFiles();
        remove(PruneObserver.Phase.DELETE_INDEX, FileKind.INDEX, old.stream().map(IndexId::digest), old.size());
    }

    private void removePacks(PruneObserver.Phase phase, Stream<PackId> packs, long count) throws InterruptedException {
        remove(phase, FileKind.PACK, packs.map(PackId::digest), count);
    }

    private void remove(PruneObserver.Phase phase, FileKind kind, Stream<Digest> names, long count)
            throws InterruptedException {
        if (count == 0) {
            return;
        }
        observer.begin(phase, count);
        int workers = Math.clamp(repository.concurrency(), 1, DELETIONS_MAX);
        try (IoScope<RuntimeException> scope = new IoScope<>("delete", workers)) {
            for (Iterator<Digest> all = names.iterator(); all.hasNext(); ) {
                Digest name = all.next();
                scope.fork(() -> {
                    lock.throwIfLost();
                    repository.remove(kind, name);
                    observer.advance(1);
                });
            }
            scope.join();
        }
    }
}
