package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** Saves regular files on the reading threads: content, then node, then the slot in the directory. */
final class FileSaver {
    private static final int ATTEMPTS_MAX = 3;

    /** Reading more than this again may take as long as the next change. */
    private static final long READ_AGAIN_BYTES_MAX = 64 << 20;

    private final Run run;
    private final ChangeRule changes;
    private final ThreadLocal<FileReader> readers;

    FileSaver(Run run, ChangeRule changes) {
        this.run = run;
        this.changes = changes;
        this.readers = ThreadLocal.withInitial(() -> new FileReader(run));
    }

    /** Waits while too many files are ahead, then lets a reading thread do it. */
    void submit(SourceEntry entry, ArchiveObserver.Change change, DirectoryInProgress.Slot slot) {
        try {
            run.filesAhead.acquire();
            run.read(() -> {
                try {
                    slot.fulfil(save(entry, change));
                } finally {
                    run.filesAhead.release();
                }
            });
        } catch (InterruptedException e) {
            throw Run.interrupted(e);
        }
    }

    private @Nullable Node save(SourceEntry listed, ArchiveObserver.Change change) {
        if (run.hasFailed()) {
            return null;
        }
        run.observer.started(listed.path());
        try {
            return saveCurrent(listed, change);
        } catch (SourceException.Vanished e) {
            // Removed since its directory was listed.
            return null;
        } catch (SourceException e) {
            run.problem(listed.path(), e.getMessage());
            return null;
        } catch (InterruptedException e) {
            throw Run.interrupted(e);
        }
    }

    /**
     * What changes while it is read, or is replaced as many programs do by renaming a new file over it, is read again: usually
     * it stands still by then. A large file, or one that does not stand still, is saved as it was read. The node tells the
     * state from before reading in any case, so that the next run sees a change.
     */
    private Node saveCurrent(SourceEntry listed, ArchiveObserver.Change change)
            throws SourceException, InterruptedException {
        SourceEntry entry = listed;
        for (int attempt = 1; ; attempt++) {
            try (SourceContent content = entry.open()) {
                FileReader.Content read = readers.get().read(content, attempt > 1);
                FileStat now = content.statNow();
                boolean torn = !changes.isUnchanged(now, content.stat());
                if (torn || !changes.isUnchanged(now, entry.stat())) {
                    SourceEntry fresh = entry.refresh();
                    if (!torn) {
                        // It had changed since it was listed: the bytes are those of now.
                        return saved(isThisFile(fresh, now) ? fresh : entry, read, change);
                    }
                    boolean cheap = attempt < ATTEMPTS_MAX && read.bytes() <= READ_AGAIN_BYTES_MAX;
                    if (cheap && fresh.stat().isFile()) {
                        entry = fresh;
                        continue;
                    }
                    run.changedWhileRead(entry.path(), content.stat(), now);
                }
                return saved(entry, read, change);
            } catch (SourceException.Changed e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                entry = entry.refresh();
                if (!entry.stat().isFile()) {
                    throw e;
                }
            }
        }
    }

    private boolean isThisFile(SourceEntry entry, FileStat now) {
        return entry.stat().isFile() && changes.isUnchanged(entry.stat(), now);
    }

    private Node saved(SourceEntry entry, FileReader.Content read, ArchiveObserver.Change change)
            throws SourceException {
        DescribedNode described = entry.describe();
        described.warnings().forEach(warning -> run.problem(entry.path(), warning));
        Node node = described.node().withContent(read.blobs(), read.bytes());
        run.tally.bytes.add(read.bytes());
        run.tally.file(change);
        run.observer.saved(entry.path(), node, change);
        return node;
    }
}
