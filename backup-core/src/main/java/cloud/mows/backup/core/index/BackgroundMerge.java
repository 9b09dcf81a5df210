package cloud.mows.backup.core.index;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Merges the segments of a run while it goes on: one thread at most, and only while there is something to merge. If a merge
 * fails, the disk being full or a segment damaged, what was to be merged stays in use, and it is left to the next run.
 */
final class BackgroundMerge implements AutoCloseable {
    private final IndexFolder folder;
    private final SegmentList segments;
    private @Nullable Thread thread;
    private boolean stopped;
    private volatile boolean cancelled;

    BackgroundMerge(IndexFolder folder, SegmentList segments) {
        this.folder = folder;
        this.segments = segments;
    }

    /** To be called when a segment was added. */
    synchronized void consider() {
        if (thread == null && !stopped && !due().isEmpty()) {
            thread = Thread.ofPlatform().daemon().name("index-merge").start(this::run);
        }
    }

    private List<List<Segment>> due() {
        return MergePolicy.due(segments.current(), Segment::count);
    }

    private void run() {
        try {
            for (List<Segment> group = next(); group != null; group = next()) {
                Segment merged = folder.merge(group, source -> true, () -> cancelled);
                segments.replace(group, List.of(merged));
                folder.removeMerged(group, merged);
            }
        } catch (IOException | DamagedSegmentException | CancellationException e) {
            stop();
        }
    }

    private synchronized @Nullable List<Segment> next() {
        List<List<Segment>> due = due();
        if (due.isEmpty() || cancelled) {
            thread = null;
            return null;
        }
        return due.getFirst();
    }

    private synchronized void stop() {
        stopped = true;
        thread = null;
    }

    /** Waits for the merge under way, so that the next run finds it done; when interrupted, stops it. */
    @Override
    public void close() {
        Thread merging;
        synchronized (this) {
            stopped = true;
            merging = thread;
        }
        boolean interrupted = false;
        while (merging != null && merging.isAlive()) {
            try {
                merging.join();
            } catch (InterruptedException e) {
                interrupted = true;
                cancelled = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
