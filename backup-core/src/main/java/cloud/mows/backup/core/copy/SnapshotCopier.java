package cloud.mows.backup.core.copy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.PackGroups;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackReader;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.TreeWalk;
import cloud.mows.backup.core.tree.MalformedTreeException;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.TreeDecoder;
import cloud.mows.backup.core.work.IoScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongPredicate;

/** Copies snapshots, oldest first, a batch at a time: its data, then its trees from the leaves up, then its snapshots. */
public final class SnapshotCopier {
    /** So much is copied before snapshots are saved; a cut-off run loses no more than the time for this. */
    private static final int BATCH_PACKS = 64;

    private static final int WORKERS_MAX = 4;

    private final Repository source;
    private final Repository target;
    private final CopyObserver observer;
    private final LongAdder blobs = new LongAdder();
    private final LongAdder storedBytes = new LongAdder();

    public SnapshotCopier(Repository source, Repository target, CopyObserver observer) {
        target.requireWritable();
        this.source = source;
        this.target = target;
        this.observer = observer;
    }

    /**
     * Copies what is not there yet.
     *
     * @param selected snapshots of the source
     * @throws BackupException DAMAGED if the source lacks something; what was saved before stays
     */
    public CopyReport run(Collection<SavedSnapshot> selected) {
        KnownCopies known = new KnownCopies(SnapshotCatalogue.load(target).all());
        List<SavedSnapshot> skipped = new ArrayList<>();
        List<SavedSnapshot> copied = new ArrayList<>();
        BlobTable table = new BlobTable(source.index().segments());
        BlobMarks seen = new BlobMarks(table);
        long batchBytes = target.options().packSize().bytes() * BATCH_PACKS;
        Batch batch = new Batch(table, target.index());
        try (PackWriter writer = target.writer()) {
            for (SavedSnapshot snapshot :
                    selected.stream().sorted(SavedSnapshot.OLDEST_FIRST).toList()) {
                SavedSnapshot copy = known.find(snapshot);
                if (copy != null) {
                    skipped.add(snapshot);
                    observer.skipped(snapshot, copy);
                    continue;
                }
                observer.examining(snapshot);
                new TreeWalk(source, table, seen)
                        .walk(List.of(snapshot.snapshot().tree()), batch);
                batch.snapshots.add(snapshot);
                if (batch.bytes() >= batchBytes) {
                    copied.addAll(copy(batch, table, writer));
                    batch = new Batch(table, target.index());
                }
            }
            copied.addAll(copy(batch, table, writer));
        }
        return new CopyReport(copied, skipped, blobs.sum(), storedBytes.sum());
    }

    private List<SavedSnapshot> copy(Batch batch, BlobTable table, PackWriter writer) {
        observer.planned(batch.blobs(), batch.bytes());
        try {
            read(table, batch.data::get, new Saving(writer));
            copyTrees(batch, table, writer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
        writer.flush();
        List<SavedSnapshot> copies = new ArrayList<>();
        for (SavedSnapshot snapshot : batch.snapshots) {
            SavedSnapshot copy = SnapshotCatalogue.save(
                    target,
                    snapshot.snapshot().toBuilder()
                            .parent(null)
                            .original(snapshot.originalId())
                            .build());
            observer.saved(snapshot, copy);
            copies.add(copy);
        }
        return copies;
    }

    private void read(BlobTable table, LongPredicate wanted, PackReader.BlobSink sink) throws InterruptedException {
        PackGroups groups = new PackGroups(table, wanted);
        int workers = Math.clamp(source.concurrency(), 1, WORKERS_MAX);
        try (IoScope<RuntimeException> scope = new IoScope<>("copy", workers)) {
            groups.forEach((pack, packed) ->
                    scope.fork(() -> source.packs().readBlobs(table.packs().id(pack), packed, sink)));
            scope.join();
        }
    }

    /**
     * Saves a tree only after its own trees: what still waits for one is read again in the next round. Packs hold a directory's
     * trees before its own, as a rule, so that there are few rounds.
     */
    private void copyTrees(Batch batch, BlobTable table, PackWriter writer) throws InterruptedException {
        BlobMarks done = new BlobMarks(table);
        for (long before = -1; done.count() < batch.trees.count(); ) {
            if (before == done.count()) {
                throw new IllegalStateException("trees wait for each other");
            }
            before = done.count();
            // Fixed before the round: what is read in it must not change while it goes on.
            BlobMarks todo = new BlobMarks(table);
            for (long place = 0; place < table.size(); place++) {
                if (batch.trees.get(place) && !done.get(place)) {
                    todo.set(place);
                }
            }
            read(table, todo::get, new SavingTrees(writer, table, batch.trees, done));
        }
    }

    private class Saving implements PackReader.BlobSink {
        private final PackWriter writer;

        Saving(PackWriter writer) {
            this.writer = writer;
        }

        @Override
        public void blob(PackedBlob blob, ByteSlice plain, Coder coder) {
            // Sealed with the target's key, so the reader's codecs are of no use.
            try (Coder targetCoder = target.coder()) {
                PackWriter.Saved saved = writer.save(blob.type(), blob.id(), plain, targetCoder);
                if (saved.isNew()) {
                    blobs.increment();
                    storedBytes.add(saved.storedBytes());
                }
            }
            observer.copied(plain.length());
        }

        @Override
        public void damaged(PackedBlob blob, BackupException why) {
            // Perhaps another pack has it; if none does, that is thrown.
            ByteSlice plain = source.load(blob.type(), blob.id());
            try (Coder coder = source.coder()) {
                blob(blob, plain, coder);
            }
        }
    }

    private final class SavingTrees extends Saving {
        private final BlobTable table;
        private final BlobMarks wanted;
        private final BlobMarks done;

        SavingTrees(PackWriter writer, BlobTable table, BlobMarks wanted, BlobMarks done) {
            super(writer);
            this.table = table;
            this.wanted = wanted;
            this.done = done;
        }

        @Override
        public void blob(PackedBlob blob, ByteSlice plain, Coder coder) {
            if (hasItsTrees(blob.id(), plain)) {
                super.blob(blob, plain, coder);
                done.set(table.find(BlobType.TREE, blob.id()));
            }
        }

        private boolean hasItsTrees(BlobId tree, ByteSlice json) {
            try {
                TreeDecoder decoder = new TreeDecoder(json);
                for (Node node; (node = decoder.next()) != null; ) {
                    BlobId subtree = node.subtree();
                    if (subtree != null) {
                        long place = table.find(BlobType.TREE, subtree);
                        if (wanted.get(place) && !done.get(place)) {
                            return false;
                        }
                    }
                }
                return true;
            } catch (MalformedTreeException e) {
                throw new BackupException(ProblemCode.DAMAGED, "tree " + tree + ": " + e.getMessage(), "", e);
            }
        }
    }
}
