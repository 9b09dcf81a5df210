package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.PackGroups;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.IndexRewriter;
import cloud.mows.backup.core.repository.PackReader;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.storage.FileKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Saves what is intact in damaged packs into new ones, takes the rest from a second repository if it has it, and then drops
 * the packs. Memory: one entry for each blob of the packs that are repaired.
 */
public final class PackRepair {
    /**
     * What the caller chooses.
     *
     * @param keepIn a local folder that receives the packs as they are before they go; null keeps none
     */
    public record Options(@Nullable Path keepIn, boolean dryRun) {
        public static final Options DEFAULT = new Options(null, false);
    }

    private final ExclusiveWork work;
    private final Repository repository;
    private final Options options;
    private final SecondCopy second;
    private final RepairObserver observer;
    private final Set<LostBlob> salvaged = ConcurrentHashMap.newKeySet();
    private final Set<LostBlob> damaged = ConcurrentHashMap.newKeySet();

    /** @param from a second repository to heal from */
    public PackRepair(
            Repository repository,
            RepositoryLock lock,
            Options options,
            @Nullable Repository from,
            RepairObserver observer) {
        this.work = new ExclusiveWork(repository, lock);
        this.repository = repository;
        this.options = options;
        this.second = new SecondCopy(from);
        this.observer = observer;
    }

    /**
     * Repairs; for one call.
     *
     * @throws BackupException NOT_FOUND if a pack is neither stored nor in the index
     */
    public PackRepairReport run(Collection<PackId> wanted) {
        Set<PackId> packs = new TreeSet<>(wanted);
        repository.reloadIndex();
        try {
            BlobTable table = new BlobTable(repository.index().segments());
            TreeMap<PackId, Long> stored = stored(packs);
            requireKnown(packs, stored.keySet(), table);
            keep(stored);
            Outcome outcome;
            try (PackWriter writer = repository.writer()) {
                salvage(packs, table, stored, writer);
                outcome = heal(packs, writer);
                writer.flush();
            }
            if (!options.dryRun()) {
                drop(packs, stored.keySet());
            }
            return new PackRepairReport(
                    List.copyOf(packs), salvaged.size(), outcome.redundant, outcome.healed, outcome.lost);
        } finally {
            repository.reloadIndex();
        }
    }

    private TreeMap<PackId, Long> stored(Set<PackId> packs) {
        TreeMap<PackId, Long> stored = new TreeMap<>();
        repository.list(FileKind.PACK, file -> {
            PackId id = PackId.parse(file.key().name());
            if (packs.contains(id)) {
                stored.put(id, file.bytes());
            }
        });
        return stored;
    }

    private static void requireKnown(Set<PackId> packs, Set<PackId> stored, BlobTable table) {
        for (PackId pack : packs) {
            if (!stored.contains(pack) && table.packs().find(pack) < 0) {
                throw new BackupException(
                        ProblemCode.NOT_FOUND,
                        "pack " + pack.hex() + " is neither stored nor in the index",
                        "'mows-backup check' names damaged packs");
            }
        }
    }

    private void keep(TreeMap<PackId, Long> stored) {
        Path folder = options.keepIn();
        if (folder != null && !options.dryRun()) {
            stored.forEach((pack, bytes) -> PackKeeper.keep(repository.packs(), pack, bytes, folder));
        }
    }

    private void salvage(Set<PackId> packs, BlobTable table, TreeMap<PackId, Long> stored, PackWriter writer) {
        BitSet selected = new BitSet(table.packs().size());
        packs.stream().mapToInt(table.packs()::find).filter(pack -> pack >= 0).forEach(selected::set);
        PackGroups groups = new PackGroups(table, place -> selected.get(table.pack(place)));
        observer.begin("salvaging packs", packs.size());
        ExclusiveWork.parallel(repository, "salvage", scope -> {
            Set<PackId> indexed = new HashSet<>();
            groups.forEach((pack, blobs) -> {
                PackId id = table.packs().id(pack);
                indexed.add(id);
                Long bytes = stored.get(id);
                scope.fork(() -> salvage(id, blobs, bytes, writer));
            });
            for (PackId id : packs) {
                if (!indexed.contains(id)) {
                    Long bytes = stored.get(id);
                    scope.fork(() -> salvage(id, List.of(), bytes, writer));
                }
            }
        });
    }

    /** First by the index, then by what the header has beside it: either may be the one that is wrong. */
    private void salvage(PackId pack, List<PackedBlob> indexed, @Nullable Long bytes, PackWriter writer) {
        if (bytes == null) {
            indexed.forEach(blob -> damaged.add(new LostBlob(blob.type(), blob.id())));
        } else {
            Salvaging sink = new Salvaging(writer);
            repository.packs().readBlobs(pack, indexed, sink);
            List<PackedBlob> more = new ArrayList<>(header(pack, bytes));
            more.removeAll(new HashSet<>(indexed));
            repository.packs().readBlobs(pack, more, sink);
        }
        observer.advance(1);
    }

    private List<PackedBlob> header(PackId pack, long bytes) {
        try {
            return repository.packs().readHeader(pack, bytes);
        } catch (MalformedPackException e) {
            observer.found(Problem.of(ProblemCode.DAMAGED, "pack " + pack + ": " + e.getMessage()));
            return List.of();
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            return List.of();
        }
    }

    private final class Salvaging implements PackReader.BlobSink {
        private final PackWriter writer;

        Salvaging(PackWriter writer) {
            this.writer = writer;
        }

        @Override
        public void blob(PackedBlob blob, ByteSlice plain, Coder coder) {
            if (salvaged.add(new LostBlob(blob.type(), blob.id())) && !options.dryRun()) {
                work.throwIfLost();
                writer.move(blob.type(), blob.id(), plain, coder);
            }
        }

        @Override
        public void damaged(PackedBlob blob, BackupException why) {
            observer.found(why.problem());
            damaged.add(new LostBlob(blob.type(), blob.id()));
        }
    }

    private static final class Outcome {
        long redundant;
        long healed;
        final List<LostBlob> lost = new ArrayList<>();
    }

    private Outcome heal(Set<PackId> packs, PackWriter writer) {
        damaged.removeAll(salvaged);
        Outcome outcome = new Outcome();
        observer.begin("looking for other copies", damaged.size());
        for (LostBlob blob : damaged) {
            if (hasIntactCopy(blob, packs)) {
                outcome.redundant++;
            } else {
                ByteSlice plain = second.load(blob.type(), blob.id());
                if (plain == null) {
                    outcome.lost.add(blob);
                } else {
                    outcome.healed++;
                    save(blob, plain, writer);
                }
            }
            observer.advance(1);
        }
        outcome.lost.sort((a, b) -> a.id().compareTo(b.id()));
        return outcome;
    }

    private void save(LostBlob blob, ByteSlice plain, PackWriter writer) {
        if (!options.dryRun()) {
            work.throwIfLost();
            try (Coder coder = repository.coder()) {
                writer.move(blob.type(), blob.id(), plain, coder);
            }
        }
    }

    private boolean hasIntactCopy(LostBlob blob, Set<PackId> packs) {
        boolean[] intact = new boolean[1];
        for (BlobLocation place : repository.index().findAll(blob.type(), blob.id())) {
            if (!intact[0] && !packs.contains(place.pack())) {
                repository.packs().readBlobs(place.pack(), List.of(place.blob()), new PackReader.BlobSink() {
                    @Override
                    public void blob(PackedBlob found, ByteSlice plain, Coder coder) {
                        intact[0] = true;
                    }

                    @Override
                    public void damaged(PackedBlob found, BackupException why) {
                        observer.found(why.problem());
                    }
                });
            }
        }
        return intact[0];
    }

    private void drop(Set<PackId> packs, Set<PackId> stored) {
        List<IndexId> obsolete = new ArrayList<>();
        for (IndexId file : repository.indexFiles().names()) {
            boolean[] named = new boolean[1];
            repository.indexFiles().read(file, pack -> named[0] |= packs.contains(pack.pack()));
            if (named[0]) {
                obsolete.add(file);
            }
        }
        IndexRewriter rewriter = new IndexRewriter(repository);
        obsolete.forEach(file -> rewriter.relist(file, pack -> !packs.contains(pack)));
        rewriter.finish();
        work.removeIndexFiles(obsolete);
        for (PackId pack : stored) {
            work.throwIfLost();
            repository.remove(FileKind.PACK, pack.digest());
        }
    }
}
