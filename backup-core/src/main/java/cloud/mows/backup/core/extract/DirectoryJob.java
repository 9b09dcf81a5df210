package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.target.TargetDirectory;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.tree.Node;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A directory being restored. It counts what in it is not done: the walker itself, files, directories. The last one to end
 * gives it its metadata. The walker makes it; anybody may end it.
 */
final class DirectoryJob {
    private final @Nullable DirectoryJob parent;
    private final @Nullable Node node;
    private final BytePath location;
    private final Tally tally;
    private final AtomicInteger open = new AtomicInteger(1);
    private @Nullable TargetDirectory directory;
    private boolean exact;
    private boolean failed;

    private DirectoryJob(
            @Nullable DirectoryJob parent,
            @Nullable Node node,
            BytePath location,
            Tally tally,
            @Nullable TargetDirectory directory) {
        this.parent = parent;
        this.node = node;
        this.location = location;
        this.tally = tally;
        this.directory = directory;
    }

    /** @param directory null if this is a dry run into a place that does not exist */
    static DirectoryJob root(Tally tally, @Nullable TargetDirectory directory) {
        return new DirectoryJob(null, null, BytePath.ROOT, tally, directory);
    }

    DirectoryJob child(Node directoryNode, BytePath childLocation) {
        begin();
        DirectoryJob child = new DirectoryJob(this, directoryNode, childLocation, tally, null);
        child.exact = exact;
        return child;
    }

    @Nullable
    DirectoryJob parent() {
        return parent;
    }

    @Nullable
    Node node() {
        return node;
    }

    BytePath location() {
        return location;
    }

    /** Whether nothing else is to be in it, nor in what is below. Of the walker. */
    boolean isExact() {
        return exact;
    }

    void makeExact() {
        exact = true;
    }

    /** It could not be made: neither can anything in it. */
    boolean hasFailed() {
        return failed;
    }

    void fail() {
        failed = true;
    }

    /** Null until it is made. */
    @Nullable
    TargetDirectory directory() {
        return directory;
    }

    /** For jobs, which exist only in directories that do. */
    TargetDirectory made() {
        TargetDirectory made = directory;
        if (made == null) {
            throw new IllegalStateException(location + " is not made");
        }
        return made;
    }

    void set(TargetDirectory opened) {
        directory = opened;
    }

    /** Something in it is under way. */
    void begin() {
        open.incrementAndGet();
    }

    /** Something in it, or the walk through it, has ended. */
    void end() {
        // A loop, as the last file of a deep tree ends all directories above it.
        DirectoryJob job = this;
        while (job != null && job.open.decrementAndGet() == 0) {
            job.finish();
            job = job.parent;
        }
    }

    private void finish() {
        TargetDirectory made = directory;
        if (made == null || node == null || failed) {
            return;
        }
        try {
            tally.metadata(() -> location, made.applyMetadata(node));
            tally.done(ExtractAction.RESTORED, location, 0);
        } catch (TargetException e) {
            tally.failed(location, e);
        }
    }
}
