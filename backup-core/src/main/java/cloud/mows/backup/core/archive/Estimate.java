package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Counts what a backup will see, ahead of it, so that progress can tell the time left. It costs a second look at every entry,
 * so it is for runs that somebody watches. What it cannot read it leaves out: the backup itself reports it.
 */
public final class Estimate {
    /** Hears the counts as they grow. */
    public interface Listener {
        void found(long files, long bytes);
    }

    private final Source source;
    private final ArchiveRequest request;
    private final BooleanSupplier cancelled;

    /** @param source of its own; the request's exclusions too are asked by this thread alone */
    public Estimate(Source source, ArchiveRequest request, BooleanSupplier cancelled) {
        this.source = source;
        this.request = request;
        this.cancelled = cancelled;
    }

    /** Returns when everything was counted, or the backup was over before. */
    public void run(Listener listener) {
        for (BytePath path : request.paths()) {
            try {
                SourceEntry entry = source.entry(path);
                count(entry, entry.stat().deviceId(), listener);
            } catch (SourceException e) {
                continue;
            }
        }
    }

    private void count(SourceEntry top, long device, Listener listener) {
        Deque<SourceEntry> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty() && !cancelled.getAsBoolean()) {
            SourceEntry entry = open.pop();
            if (request.exclusions().excludes(entry.path(), entry.stat())) {
                continue;
            }
            if (entry.stat().isFile()) {
                listener.found(1, entry.stat().size());
            } else if (entry.stat().isDirectory()) {
                list(entry, device, open);
            }
        }
    }

    private void list(SourceEntry entry, long device, Deque<SourceEntry> open) {
        try (SourceDirectory directory = entry.list()) {
            boolean elsewhere = request.oneFileSystem() && directory.stat().deviceId() != device;
            if (elsewhere) {
                return;
            }
            for (ByteString name : request.exclusions().kept(directory)) {
                look(directory, name, open);
            }
        } catch (SourceException e) {
            return;
        }
    }

    private static void look(SourceDirectory directory, ByteString name, Deque<SourceEntry> open) {
        try {
            open.push(directory.entry(name));
        } catch (SourceException e) {
            // Gone meanwhile: one less to count.
            return;
        }
    }
}
