package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** Saves regular files on the reading threads: content, then node, then the slot in the directory. */
final class FileSaver {
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
        } catch (InterruptedException e) {
            throw Run.interrupted(e);
        }
        run.readers.submit(() -> {
            Node node = null;
            try {
                node = save(entry, change);
            } finally {
                run.filesAhead.release();
                slot.fulfil(node);
            }
        });
    }

    private @Nullable Node save(SourceEntry entry, ArchiveObserver.Change change) {
        if (run.hasFailed()) {
            return null;
        }
        run.observer.started(entry.path());
        try (SourceContent content = entry.open()) {
            FileReader.Content read = readers.get().read(content);
            DescribedNode described = entry.describe();
            described.warnings().forEach(warning -> run.problem(entry.path(), warning));
            Node node = described.node().withContent(read.blobs(), read.bytes());
            run.tally.file(change);
            run.observer.saved(entry.path(), node, change);
            return node;
        } catch (SourceException e) {
            run.problem(entry.path(), e.getMessage());
            return null;
        } catch (InterruptedException e) {
            throw Run.interrupted(e);
        }
    }
}
