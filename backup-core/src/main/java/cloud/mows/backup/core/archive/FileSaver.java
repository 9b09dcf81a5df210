package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** Saves regular files on the reading threads: content, then node, then the slot in the directory. */
final class FileSaver {
    private static final int ATTEMPTS_MAX = 3;

    private final Run run;
    private final ThreadLocal<FileReader> readers;

    FileSaver(Run run) {
        this.run = run;
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

    /** Many programs replace a file by renaming a new one over it: then the new one is saved. */
    private Node saveCurrent(SourceEntry listed, ArchiveObserver.Change change)
            throws SourceException, InterruptedException {
        SourceEntry entry = listed;
        for (int attempt = 1; ; attempt++) {
            try {
                return read(entry, change);
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

    private Node read(SourceEntry entry, ArchiveObserver.Change change) throws SourceException, InterruptedException {
        try (SourceContent content = entry.open()) {
            FileReader.Content read = readers.get().read(content);
            DescribedNode described = entry.describe();
            described.warnings().forEach(warning -> run.problem(entry.path(), warning));
            Node node = described.node().withContent(read.blobs(), read.bytes());
            run.tally.file(change);
            run.observer.saved(entry.path(), node, change);
            return node;
        }
    }
}
