package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.chunker.Chunker;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.snapshot.SnapshotCodec;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.storage.FileKind;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The verb {@code backup}: walks a source, saves what is new, and writes the snapshot when all that it names is durable. The
 * caller holds a shared lock.
 */
public final class Archiver {
    /** A tree may be some thousand directories deep, and the walk recurses. The memory is touched only then. */
    private static final long WALK_STACK_BYTES = 512L << 20;

    private final Repository repository;
    private final Source source;
    private final ArchiveObserver observer;

    public Archiver(Repository repository, Source source, ArchiveObserver observer) {
        this.repository = repository;
        this.source = source;
        this.observer = observer;
    }

    /**
     * Runs one backup.
     *
     * @throws BackupException SOURCE_MISSING if none of the paths is there, the exclusions leave nothing, or one has lost more
     *     than it may; whatever keeps blobs from being stored. Nothing is
     *     lost then: what was stored is found again by the next run
     */
    public ArchiveReport run(ArchiveRequest request) {
        Instant start = repository.options().clock().instant();
        ParentChoice parents = new ParentChoice(repository, observer);
        SavedSnapshot parent = parents.choose(request, start);
        SnapshotId parentId = parent == null ? null : parent.id();
        repository.index();
        boolean asked = parent == null && request.cutting().dependsOnPrevious(repository);
        Chunker chunker = request.cutting().chunker(repository, asked ? parents.find(request, start) : parent);
        PackWriter writer = request.dryRun() ? null : repository.writer();
        BlobId parentTree = parent == null ? null : parent.snapshot().tree();
        try {
            int workers = Runtime.getRuntime().availableProcessors();
            SnapshotSummary summary;
            BlobId tree;
            long problems;
            long changed;
            try (Run run = new Run(repository, chunker, writer, observer, request.readers(), workers)) {
                walk(run, request, Targets.of(request.paths()), parent);
                tree = await(run);
                if (writer != null) {
                    writer.flush();
                }
                Instant end = repository.options().clock().instant();
                summary = run.tally.summary(start, end, request.offset());
                problems = run.tally.problems.sum();
                changed = run.tally.changedWhileRead.sum();
                run.throwIfFailed();
            }
            boolean same = tree.equals(parentTree);
            SnapshotId id = null;
            if (!request.dryRun() && !(same && request.skipIfUnchanged())) {
                id = save(request, start, tree, parentId, summary, Cutting.record(request.programVersion(), chunker));
            }
            return new ArchiveReport(id, parentId, tree, summary, problems, changed);
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    private void walk(Run run, ArchiveRequest request, Targets targets, @Nullable SavedSnapshot parent) {
        DirectoryInProgress top = new DirectoryInProgress(run, id -> {
            if (id != null) {
                run.top.complete(id);
            }
            return null;
        });
        AtomicReference<Walker.Outcome> outcome = new AtomicReference<>(Walker.Outcome.NOTHING_THERE);
        Thread walker = new Thread(
                null,
                () -> {
                    try {
                        source.readAhead(new ContentsAhead(run, request.exclusions()));
                        outcome.set(new Walker(run, source, request, targets, parent).walk(top));
                    } catch (Throwable e) {
                        run.fail(e);
                    }
                },
                "walk",
                WALK_STACK_BYTES);
        walker.setDaemon(true);
        walker.start();
        join(walker, run);
        run.throwIfFailed();
        String paths = String.join(", ", request.recordedPaths());
        switch (outcome.get()) {
            case SAVED -> {}
            case NOTHING_THERE ->
                throw new BackupException(
                        ProblemCode.SOURCE_MISSING,
                        "nothing of what should be saved is there: " + paths,
                        "check the paths, and that the disk is mounted");
            case EMPTY ->
                throw new BackupException(new Problem(
                        ProblemCode.SOURCE_MISSING,
                        "nothing is in " + paths + ", so there is nothing to save",
                        "for a snapshot of an empty directory name it by its absolute path",
                        List.of("Fatal: unable to save snapshot: snapshot is empty")));
            case NOTHING_LEFT ->
                throw new BackupException(
                        ProblemCode.SOURCE_MISSING,
                        "the excludes leave nothing of what should be saved: " + paths,
                        "name fewer excludes, or a path that they do not match; for a snapshot of directories with nothing"
                                + " in them, run again with --allow-empty-source");
        }
    }

    /** The walker uses what the caller will close, so it is waited for in any case. */
    private static void join(Thread walker, Run run) {
        boolean interrupted = false;
        while (true) {
            try {
                walker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
                run.fail(new BackupException(ProblemCode.CANCELLED, "interrupted", "", e));
                walker.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static BlobId await(Run run) {
        try {
            return run.top.get();
        } catch (InterruptedException e) {
            BackupException interrupted = Run.interrupted(e);
            run.fail(interrupted);
            throw interrupted;
        } catch (ExecutionException e) {
            run.throwIfFailed();
            throw new IllegalStateException(e.getCause());
        }
    }

    private SnapshotId save(
            ArchiveRequest request,
            Instant start,
            BlobId tree,
            @Nullable SnapshotId parent,
            SnapshotSummary summary,
            String programVersion) {
        Identity identity = repository.options().identity();
        Instant time = request.time() == null ? start : request.time();
        Snapshot snapshot = Snapshot.builder(time, request.offset(), tree)
                .paths(request.recordedPaths())
                .hostname(request.host())
                .user(identity.user(), identity.uid(), identity.gid())
                .excludes(request.exclusions().patterns())
                .tags(request.tags())
                .parent(parent)
                .programVersion(programVersion)
                .summary(summary)
                .build();
        return new SnapshotId(repository.saveFile(FileKind.SNAPSHOT, SnapshotCodec.encode(snapshot)));
    }
}
