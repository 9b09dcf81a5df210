package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.PackTable;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackHeader;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.IndexRewriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.storage.FileKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the index agree with the packs that are there. What is listed with the right size is taken as right; of every other
 * pack the header is read. New index files are stored before old ones go.
 */
public final class IndexRepair {
    /** What the caller chooses. */
    public record Options(boolean readAllPacks, boolean dryRun) {
        public static final Options DEFAULT = new Options(false, false);
    }

    private final ExclusiveWork work;
    private final Repository repository;
    private final Options options;
    private final RepairObserver observer;
    private final List<IndexId> unreadableFiles = new ArrayList<>();
    private final List<IndexId> readableFiles = new ArrayList<>();
    private final List<PackId> added = new ArrayList<>();
    private final List<PackId> missing = new ArrayList<>();
    private final List<PackId> unreadable = new ArrayList<>();

    public IndexRepair(Repository repository, RepositoryLock lock, Options options, RepairObserver observer) {
        this.work = new ExclusiveWork(repository, lock);
        this.repository = repository;
        this.options = options;
        this.observer = observer;
    }

    private record Unlisted(PackId pack, long bytes) {}

    /** Repairs; for one call. */
    public IndexRepairReport run() {
        try {
            observer.begin("reading the index", 0);
            sortFiles();
            BlobTable table = readableTable();
            PackTable packs = table.packs();
            BitSet dropped = new BitSet(packs.size());
            List<Unlisted> toRead = compare(table, dropped);
            IndexRewriter rewriter = new IndexRewriter(repository);
            readHeaders(toRead, packs, dropped, rewriter);
            List<IndexId> obsolete = obsolete(packs, dropped);
            int written = 0;
            if (!options.dryRun()) {
                observer.begin("writing the index", 0);
                obsolete.stream()
                        .filter(file -> !options.readAllPacks() && !unreadableFiles.contains(file))
                        .forEach(file -> rewriter.relist(file, pack -> !dropped.get(packs.find(pack))));
                written = rewriter.finish().size();
                work.removeIndexFiles(obsolete);
            }
            return new IndexRepairReport(unreadableFiles, added, missing, unreadable, written, obsolete.size());
        } finally {
            repository.reloadIndex();
        }
    }

    private void sortFiles() {
        for (IndexId file : repository.indexFiles().names()) {
            try {
                repository.indexFiles().read(file, pack -> {});
                readableFiles.add(file);
            } catch (BackupException e) {
                if (e.problem().code() != ProblemCode.DAMAGED) {
                    throw e;
                }
                observer.found(e.problem());
                unreadableFiles.add(file);
            }
        }
    }

    private BlobTable readableTable() {
        if (options.readAllPacks()) {
            return new BlobTable(List.of());
        }
        repository.reloadIndex();
        return new BlobTable(repository.index(damaged -> {}).segments());
    }

    /** Lists the packs that are there; what does not fit is dropped from the index or read. */
    private List<Unlisted> compare(BlobTable table, BitSet dropped) {
        PackTable packs = table.packs();
        long[] expected = expectedBytes(table);
        BitSet there = new BitSet(packs.size());
        List<Unlisted> toRead = new ArrayList<>();
        repository.list(FileKind.PACK, file -> {
            PackId id = PackId.parse(file.key().name());
            int pack = packs.find(id);
            if (pack >= 0) {
                there.set(pack);
            }
            if (pack < 0 || expected[pack] != file.bytes()) {
                toRead.add(new Unlisted(id, file.bytes()));
                if (pack >= 0) {
                    dropped.set(pack);
                }
            }
        });
        for (int pack = there.nextClearBit(0); pack < packs.size(); pack = there.nextClearBit(pack + 1)) {
            dropped.set(pack);
            missing.add(packs.id(pack));
        }
        toRead.sort(Comparator.comparing(Unlisted::pack));
        return toRead;
    }

    private static long[] expectedBytes(BlobTable table) {
        long[] bytes = new long[table.packs().size()];
        Arrays.fill(bytes, PackHeader.emptyBytes());
        table.forEachId(copies -> copies.forEach(
                copy -> bytes[copy.pack()] += copy.blob().length() + PackHeader.entryBytes(copy.blob())));
        return bytes;
    }

    private List<IndexId> obsolete(PackTable packs, BitSet dropped) {
        List<IndexId> obsolete = new ArrayList<>(unreadableFiles);
        for (IndexId file : readableFiles) {
            if (options.readAllPacks() || names(file, packs, dropped)) {
                obsolete.add(file);
            }
        }
        return obsolete;
    }

    private boolean names(IndexId file, PackTable packs, BitSet dropped) {
        boolean[] named = new boolean[1];
        repository.indexFiles().read(file, pack -> named[0] |= dropped.get(packs.find(pack.pack())));
        return named[0];
    }

    private void readHeaders(List<Unlisted> toRead, PackTable packs, BitSet dropped, IndexRewriter rewriter) {
        if (toRead.isEmpty()) {
            return;
        }
        observer.begin("reading packs", toRead.size());
        ExclusiveWork.parallel(repository, "header", scope -> {
            for (Unlisted pack : toRead) {
                scope.fork(() -> readHeader(pack, rewriter));
            }
        });
        added.sort(Comparator.naturalOrder());
        unreadable.sort(Comparator.naturalOrder());
        // What the index says of them is all there is to salvage them by.
        unreadable.stream().mapToInt(packs::find).filter(pack -> pack >= 0).forEach(dropped::clear);
    }

    private void readHeader(Unlisted unlisted, IndexRewriter rewriter) {
        PackId pack = unlisted.pack();
        try {
            IndexedPack listed = new IndexedPack(pack, repository.packs().readHeader(pack, unlisted.bytes()));
            if (!options.dryRun()) {
                rewriter.add(listed);
            }
            synchronized (added) {
                added.add(pack);
            }
        } catch (MalformedPackException e) {
            unreadable(pack, e.getMessage());
        } catch (BackupException e) {
            if (e.problem().code() != ProblemCode.DAMAGED) {
                throw e;
            }
            unreadable(pack, e.getMessage());
        }
        observer.advance(1);
    }

    private void unreadable(PackId pack, @Nullable String why) {
        observer.found(Problem.of(
                ProblemCode.DAMAGED, "pack " + pack + ": " + why, "run 'mows-backup repair packs " + pack.hex() + "'"));
        synchronized (added) {
            unreadable.add(pack);
        }
    }
}
