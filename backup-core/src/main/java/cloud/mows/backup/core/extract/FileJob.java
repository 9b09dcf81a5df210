package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.target.TargetFile;
import cloud.mows.backup.core.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A regular file being written. It counts the blobs that are not written and the planner itself; who ends the last one
 * finishes it, or removes it if anything of it failed.
 */
final class FileJob {
    private final Run run;
    private final DirectoryJob directory;
    private final Node node;
    private final AtomicInteger open = new AtomicInteger(1);
    private final List<PendingLink> links = new ArrayList<>(0);
    private boolean isReplacing;
    private @Nullable TargetFile file;
    private boolean failed;
    private boolean written;
    private boolean finished;

    record PendingLink(DirectoryJob directory, Node node) {}

    FileJob(Run run, DirectoryJob directory, Node node) {
        this.run = run;
        this.directory = directory;
        this.node = node;
        directory.begin();
    }

    Node node() {
        return node;
    }

    DirectoryJob directory() {
        return directory;
    }

    BytePath location() {
        return directory.location().resolve(node.name());
    }

    /** It takes the place of another content. */
    void setReplacing() {
        isReplacing = true;
    }

    ExtractAction action() {
        return isReplacing ? ExtractAction.UPDATED : ExtractAction.RESTORED;
    }

    /** The planner has found another blob of it. */
    void begin() {
        open.incrementAndGet();
    }

    /** Writes a verified blob; ends it, whatever happens. */
    void write(ByteSlice plain, long offset) {
        try {
            if (isWhole(plain, offset)) {
                writeWhole(plain);
            } else if (!hasFailed()) {
                opened().write(plain, offset);
                run.tally().wrote(plain.length());
            }
        } catch (TargetException e) {
            fail(e);
        } finally {
            end();
        }
    }

    /** One blob is the whole file: no descriptor outlives this call. */
    private boolean isWhole(ByteSlice plain, long offset) {
        return offset == 0 && plain.length() == node.size() && node.content().size() == 1;
    }

    private void writeWhole(ByteSlice plain) throws TargetException {
        run.tally()
                .metadata(
                        this::location,
                        directory
                                .made()
                                .writeFile(node.name(), plain, run.request().zeroRuns(), node));
        run.tally().wrote(plain.length());
        written = true;
    }

    /** A file without a byte. */
    void writeEmpty() {
        try {
            writeWhole(ByteSlice.EMPTY);
        } catch (TargetException e) {
            fail(e);
        } finally {
            end();
        }
    }

    private synchronized TargetFile opened() throws TargetException {
        if (file == null) {
            file = directory.made().createFile(node.name(), run.request().zeroRuns());
            run.opened(this);
        }
        return file;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    /** A blob of it cannot be had. Only the first reason is told. */
    void fail(BackupException e) {
        if (failFirst()) {
            run.tally().failed(location(), e);
        }
    }

    void fail(TargetException e) {
        if (failFirst()) {
            run.tally().failed(location(), e);
        }
    }

    private synchronized boolean failFirst() {
        boolean first = !failed;
        failed = true;
        return first;
    }

    /** A blob was written or given up, or the planner has passed the file. */
    void end() {
        if (open.decrementAndGet() == 0) {
            finish();
        }
    }

    private void finish() {
        TargetFile begun = file;
        if (begun != null) {
            if (!hasFailed()) {
                commit(begun);
            }
            begun.close();
            run.closed(this);
        }
        if (written) {
            run.written().add(this);
        } else {
            conclude();
        }
    }

    private void commit(TargetFile begun) {
        try {
            run.tally().metadata(this::location, begun.commit(node, TargetFile.Durability.LEFT_TO_SYSTEM));
            written = true;
        } catch (TargetException e) {
            fail(e);
        }
    }

    /** Nothing more is done with it: its directory, which could deny looking at it from then on, may end. */
    void conclude() {
        try {
            if (written && !hasFailed()) {
                run.tally().done(action(), location(), node.size());
            }
        } finally {
            endLinks();
            directory.end();
        }
    }

    /** The reason was told. */
    void failSilently() {
        failFirst();
    }

    /** The content that is there is right. */
    void keep() {
        try {
            run.tally().metadata(this::location, directory.made().applyMetadata(node.name(), node));
            run.tally().done(ExtractAction.UNCHANGED, location(), node.size());
        } catch (TargetException e) {
            fail(e);
        } finally {
            end();
        }
    }

    /** The run ends before the file is done. */
    void abandon() {
        TargetFile begun = file;
        if (begun != null) {
            begun.close();
        }
    }

    /** Makes the link now, or when the file is done. */
    void link(PendingLink link) {
        link.directory().begin();
        synchronized (this) {
            if (!finished) {
                links.add(link);
                return;
            }
        }
        make(link);
    }

    private void endLinks() {
        List<PendingLink> waiting;
        synchronized (this) {
            finished = true;
            waiting = List.copyOf(links);
            links.clear();
        }
        waiting.forEach(this::make);
    }

    private void make(PendingLink link) {
        BytePath location = link.directory().location().resolve(link.node().name());
        try {
            if (hasFailed()) {
                run.tally()
                        .failed(
                                location,
                                ProblemCode.FAILED,
                                "not restored, as it is a hard link to " + location() + ", which failed");
                return;
            }
            link.directory().made().makeHardLink(link.node().name(), directory.made(), node.name());
            run.tally().done(ExtractAction.RESTORED, location, 0);
        } catch (TargetException e) {
            run.tally().failed(location, e);
        } finally {
            link.directory().end();
        }
    }
}
