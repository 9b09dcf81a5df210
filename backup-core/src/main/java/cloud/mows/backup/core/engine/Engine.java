package cloud.mows.backup.core.engine;

import cloud.mows.backup.core.archive.ArchiveObserver;
import cloud.mows.backup.core.archive.ArchiveReport;
import cloud.mows.backup.core.archive.ArchiveRequest;
import cloud.mows.backup.core.archive.Archiver;
import cloud.mows.backup.core.browse.DiffReport;
import cloud.mows.backup.core.browse.SizeMode;
import cloud.mows.backup.core.browse.SizeReport;
import cloud.mows.backup.core.browse.SnapshotSizes;
import cloud.mows.backup.core.browse.TreeDiff;
import cloud.mows.backup.core.browse.TreeTraversal;
import cloud.mows.backup.core.check.CheckObserver;
import cloud.mows.backup.core.check.CheckReport;
import cloud.mows.backup.core.check.Checker;
import cloud.mows.backup.core.check.ReadSubset;
import cloud.mows.backup.core.copy.CopyObserver;
import cloud.mows.backup.core.copy.CopyReport;
import cloud.mows.backup.core.copy.SnapshotCopier;
import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.extract.ExtractObserver;
import cloud.mows.backup.core.extract.ExtractReport;
import cloud.mows.backup.core.extract.ExtractRequest;
import cloud.mows.backup.core.extract.Extractor;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.KeyId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.layout.Composer;
import cloud.mows.backup.core.layout.RestorePoint;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.prune.Forget;
import cloud.mows.backup.core.prune.ForgetReport;
import cloud.mows.backup.core.prune.PruneObserver;
import cloud.mows.backup.core.prune.PruneOptions;
import cloud.mows.backup.core.prune.PrunePlan;
import cloud.mows.backup.core.prune.PrunePlanner;
import cloud.mows.backup.core.prune.PruneReport;
import cloud.mows.backup.core.prune.PruneRunner;
import cloud.mows.backup.core.repair.BlobRepair;
import cloud.mows.backup.core.repair.BlobRepairReport;
import cloud.mows.backup.core.repair.IndexRepair;
import cloud.mows.backup.core.repair.IndexRepairReport;
import cloud.mows.backup.core.repair.PackRepair;
import cloud.mows.backup.core.repair.PackRepairReport;
import cloud.mows.backup.core.repair.RepairObserver;
import cloud.mows.backup.core.repair.SnapshotRepair;
import cloud.mows.backup.core.repair.SnapshotRepairObserver;
import cloud.mows.backup.core.repair.SnapshotRepairReport;
import cloud.mows.backup.core.repository.ChunkerParameters;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.KeySlot;
import cloud.mows.backup.core.repository.Locks;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryConfig;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.repository.Unlocked;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.snapshot.SnapshotFilter;
import cloud.mows.backup.core.snapshot.SnapshotReference;
import cloud.mows.backup.core.snapshot.SnapshotSelection;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.target.Target;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An open repository and what can be done with it: each verb is one method. */
public final class Engine implements AutoCloseable {
    private final Repository repository;
    private final @Nullable RepositoryLock lock;
    /** Just made by us, so that nobody else knows it. */
    private final boolean ours;

    private final AtomicBoolean closed = new AtomicBoolean();

    private Engine(Repository repository, @Nullable RepositoryLock lock, boolean ours) {
        this.repository = repository;
        this.ours = ours;
        this.lock = lock;
    }

    /** Begins, on another thread, what opening a repository will wait for otherwise; for a process that is about to. */
    public static void prepare() {
        Rehearsal.start();
    }

    /** Makes a new repository and opens it. */
    public static Engine create(RepositoryAccess access) {
        return create(access, null);
    }

    /**
     * Makes a repository that cuts files as another one does. If that is ours, only what restic cuts by is the same.
     *
     * @throws BackupException DAMAGED if the other one's parameters cannot be used
     */
    public static Engine createLike(RepositoryInfo other, RepositoryAccess access) {
        try {
            return create(access, new ChunkerParameters(other.chunkerPolynomial(), other.cutsByGear()));
        } catch (IllegalArgumentException e) {
            throw new BackupException(
                    ProblemCode.DAMAGED,
                    "the config of the repository at " + other.location() + ": " + e.getMessage(),
                    "make the repository without --copy-chunker-params",
                    e);
        }
    }

    private static Engine create(RepositoryAccess access, @Nullable ChunkerParameters chunker) {
        Storage storage = StorageStack.open(access);
        try {
            return new Engine(
                    Repository.create(storage, access.password(), ScryptParameters.DEFAULT, access.options(), chunker),
                    null,
                    true);
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    /** Opens a repository and takes the lock that is needed. */
    public static Engine open(RepositoryAccess access, LockNeed need) {
        Storage storage = StorageStack.open(access);
        Repository repository;
        try {
            repository = Repository.open(storage, access.password(), access.options());
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
        try {
            Locks locks = repository.locks().telling(access.storage().retrying());
            RepositoryLock lock = switch (need) {
                case NONE -> null;
                case SHARED -> locks.takeShared(access.lockPatience());
                case EXCLUSIVE -> locks.takeExclusive(access.lockPatience());
            };
            return new Engine(repository, lock, false);
        } catch (RuntimeException e) {
            repository.close();
            throw e;
        }
    }

    public RepositoryInfo info() {
        RepositoryConfig config = repository.config();
        return new RepositoryInfo(
                config.id(), repository.location(), config.version(), config.chunkerPolynomial(), config.cutsByGear());
    }

    /** The files of the repository as they are. */
    public StoredFiles files() {
        return new StoredFiles(repository);
    }

    /** The passwords that open it. */
    public List<KeySlot> keys() {
        return repository.keys().slots();
    }

    /** Adds a password; {@code identity} stands in the key's file. */
    public KeyId addKey(Password password, Identity identity) {
        return locked().keys().add(password, ScryptParameters.DEFAULT, identity);
    }

    /** Removes a password other than the one in use. */
    public void removeKey(KeyId id) {
        locked().keys().remove(id);
    }

    /** Replaces the password in use: the new one opens before the old one goes. */
    public KeyId changePassword(Password password, Identity identity) {
        return locked().keys().replaceCurrent(password, ScryptParameters.DEFAULT, identity);
    }

    /** Saves files. */
    public ArchiveReport backup(ArchiveRequest request, Source source, ArchiveObserver observer) {
        return new Archiver(request.dryRun() ? repository : locked(), source, observer).run(request);
    }

    /**
     * Restores files.
     *
     * @param target where to; null only for a dry run into a place that does not exist
     */
    public ExtractReport restore(ExtractRequest request, @Nullable Target target, ExtractObserver observer) {
        return new Extractor(repository, observer).extract(request, target);
    }

    /**
     * Makes one restore point of the parts of a backup, unless there is one.
     *
     * @param time the moment that the backup shows
     * @param parts snapshots with the tags of {@code backup}, the ledger among them
     * @param programVersion as the snapshot records it
     */
    public RestorePoint compose(
            BackupId backup,
            Instant time,
            LedgerCounts counts,
            Collection<SavedSnapshot> parts,
            String programVersion) {
        return new Composer(locked(), programVersion).compose(backup, time, counts, parts);
    }

    /** Removes the snapshots of the parts of a backup that has a restore point; returns how many. */
    public int removeParts(BackupId backup) {
        return Composer.removeParts(locked(), backup);
    }

    /** Removes the parts that runs of a cluster have left long ago without a restore point; returns how many. */
    public int removeLeftoverParts(String cluster, Instant now) {
        exclusiveLock();
        return Composer.removeLeftoverParts(repository, cluster, now);
    }

    /** Single files and folders of snapshots. */
    public SnapshotFiles snapshotFiles() {
        return new SnapshotFiles(repository);
    }

    /** Looks for damage. Open the repository without a kept cache, so that nothing local stands in for what is stored. */
    public CheckReport check(ReadSubset subset, CheckObserver observer) {
        return new Checker(repository, observer, new SecureRandom()).run(subset);
    }

    /** As {@link #check}, of what these snapshots need. */
    public CheckReport check(Collection<SavedSnapshot> snapshots, ReadSubset subset, CheckObserver observer) {
        return new Checker(repository, observer, new SecureRandom()).runOf(snapshots, subset);
    }

    /** Every snapshot; damaged ones are told apart. */
    public SnapshotCatalogue snapshots() {
        return SnapshotCatalogue.load(repository);
    }

    /** The snapshot that a person named; {@code filter} applies to {@code latest}. */
    public SavedSnapshot snapshot(SnapshotReference reference, SnapshotFilter filter) {
        return switch (reference) {
            case SnapshotReference.ById byId -> {
                List<SnapshotId> ids = repository.names(FileKind.SNAPSHOT).stream()
                        .map(SnapshotId::new)
                        .toList();
                SnapshotId id = SnapshotSelection.byPrefix(ids, byId.prefix());
                yield new SavedSnapshot(id, SnapshotCatalogue.load(repository, id));
            }
            case SnapshotReference.Latest latest ->
                SnapshotSelection.resolve(snapshots().all(), latest, filter);
        };
    }

    /** Goes through a snapshot in the order of paths. */
    public TreeTraversal traversal() {
        return new TreeTraversal(repository);
    }

    /** Compares two trees. */
    public DiffReport diff(BlobId before, BlobId after, boolean metadata, TreeDiff.Listener listener) {
        return new TreeDiff(repository, metadata, true, listener).run(before, after);
    }

    /** Tells in what two trees differ, and reads nothing that they share. */
    public void changes(BlobId before, BlobId after, TreeDiff.Listener listener) {
        new TreeDiff(repository, false, false, listener).run(before, after);
    }

    /** Adds up what snapshots take. */
    public SizeReport sizes(SizeMode mode, Collection<SavedSnapshot> snapshots) {
        return new SnapshotSizes(repository).count(mode, snapshots);
    }

    /** Stores {@code changed} in the place of a snapshot, for example with other tags. */
    public SavedSnapshot replace(SavedSnapshot old, Snapshot changed) {
        return SnapshotCatalogue.replace(locked(), old, changed);
    }

    /**
     * Removes snapshots; their data stays until it is pruned. Needs the exclusive lock, except for a dry run. What the storage
     * refuses to remove, as a bucket that keeps files for a time, is reported, and the others go all the same.
     */
    public ForgetReport forget(List<SnapshotId> snapshots, boolean dryRun) {
        if (dryRun) {
            return new ForgetReport(snapshots, Map.of(), true);
        }
        return Forget.run(repository, exclusiveLock(), snapshots, false);
    }

    /**
     * What pruning would do. The plan belongs to this engine and is run, if at all, by {@link #prune}.
     *
     * @param ignored snapshots to be treated as if they were removed
     */
    public PrunePlan planPrune(PruneOptions options, Set<SnapshotId> ignored, PruneObserver observer) {
        return new PrunePlanner(repository, options, observer).plan(ignored);
    }

    /** Removes what the plan says. Needs the exclusive lock. */
    public PruneReport prune(PrunePlan plan, PruneObserver observer) {
        return new PruneRunner(plan, exclusiveLock(), observer).run();
    }

    /** Copies snapshots of another repository into this one, with what they need. */
    public CopyReport copyFrom(Engine source, Collection<SavedSnapshot> snapshots, CopyObserver observer) {
        return new SnapshotCopier(source.repository, locked(), observer).run(snapshots);
    }

    /** Makes the index agree with the packs again. Needs the exclusive lock, as all repairs. */
    public IndexRepairReport repairIndex(IndexRepair.Options options, RepairObserver observer) {
        return new IndexRepair(repository, exclusiveLock(), options, observer).run();
    }

    /** Saves what is intact in damaged packs; {@code second}, if there is one, gives what is not. */
    public PackRepairReport repairPacks(
            Collection<PackId> packs, PackRepair.Options options, @Nullable Engine second, RepairObserver observer) {
        Repository from = second == null ? null : second.repository;
        return new PackRepair(repository, exclusiveLock(), options, from, observer).run(packs);
    }

    /** Fetches from {@code second} what snapshots need and this repository has lost. */
    public BlobRepairReport repairBlobs(Engine second, boolean dryRun, RepairObserver observer) {
        return new BlobRepair(repository, exclusiveLock(), second.repository, dryRun, observer).run();
    }

    /** Rewrites snapshots without what they miss; none named means all. */
    public SnapshotRepairReport repairSnapshots(
            Collection<SnapshotId> named, SnapshotRepair.Options options, SnapshotRepairObserver observer) {
        return new SnapshotRepair(repository, exclusiveLock(), options, observer).run(named);
    }

    /** For verbs that write. */
    private Repository locked() {
        if (lock == null && !ours) {
            throw new IllegalStateException("the repository was opened without a lock");
        }
        return repository;
    }

    private RepositoryLock exclusiveLock() {
        if (lock == null || !lock.isExclusive()) {
            throw new IllegalStateException("the repository was not opened with the exclusive lock");
        }
        return lock;
    }

    /** Removes locks whose owner is gone, or all. */
    public Unlocked unlock(boolean everything) {
        return everything ? repository.locks().removeAll() : repository.locks().removeStale();
    }

    /** Gives the lock back within seconds and does nothing else, so that a process that must end now can do it last. */
    public void releaseLock() {
        if (lock != null) {
            lock.release();
        }
    }

    /** May be called again. */
    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
        if (!closed.getAndSet(true)) {
            repository.close();
        }
    }
}
