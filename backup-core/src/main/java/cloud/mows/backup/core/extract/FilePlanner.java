package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.target.ExistingFile;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.core.tree.Node;
import java.util.BitSet;

/** Fills windows with what files want and hands full ones to the workers. For the walker's thread. */
final class FilePlanner {
    /** The first window is small, so that the workers begin soon. */
    private static final int FIRST_PLACES = 256;

    /** Some 3 MiB of plan; more would spread the files over more directories than are held open. */
    private static final int PLACES_MAX = 4096;

    private static final int RANGE_BYTES_MAX = 4 << 20;
    private static final int GAP_BYTES_MAX = 128 << 10;

    /** From here on it pays to prepare for more. */
    private static final long MUCH_BYTES = 48L << 20;

    private final Run run;
    private final Workers workers;
    private Window window = new Window();
    private int placesMax = FIRST_PLACES;
    private long bytes;

    FilePlanner(Run run, Workers workers) {
        this.run = run;
        this.workers = workers;
    }

    /** A file that is to be written from the start. */
    void add(FileJob file) {
        Node node = file.node();
        if (!isPossible(file)) {
            file.end();
        } else if (node.content().isEmpty()) {
            file.writeEmpty();
        } else {
            plan(file, new BitSet());
        }
    }

    /** A file of which something is there: what is right stays or is copied, the rest is fetched. */
    void addExisting(FileJob file, ExistingFile existing) throws TargetException {
        if (!isPossible(file)) {
            file.end();
            return;
        }
        Node node = file.node();
        BlobIds content = node.content();
        BitSet matching = run.verification().matching(existing, content);
        if (existing.stat().size() == node.size() && matching.cardinality() == content.size()) {
            file.keep();
            return;
        }
        file.setReplacing();
        if (content.isEmpty()) {
            file.writeEmpty();
            return;
        }
        copy(file, existing, matching);
        plan(file, matching);
    }

    private void copy(FileJob file, ExistingFile existing, BitSet matching) throws TargetException {
        BlobIds content = file.node().content();
        long offset = 0;
        for (int i = 0; i < content.size(); i++) {
            int length = location(content.get(i)).blob().plainLength();
            if (matching.get(i)) {
                ByteSlice bytes = run.verification().read(existing, content.get(i), length, offset);
                if (bytes == null) {
                    matching.clear(i);
                } else {
                    file.begin();
                    file.write(bytes, offset);
                }
            }
            offset += length;
        }
    }

    /** All blobs are known, and are together as long as the file. */
    private boolean isPossible(FileJob file) {
        BlobIds content = file.node().content();
        long sum = 0;
        for (int i = 0; i < content.size(); i++) {
            BlobLocation where = run.index().find(BlobType.DATA, content.get(i));
            if (where == null) {
                file.fail(missing(content.get(i)));
                return false;
            }
            sum += where.blob().plainLength();
        }
        if (sum != file.node().size()) {
            file.fail(new BackupException(
                    ProblemCode.DAMAGED,
                    "the snapshot says that it has " + file.node().size() + " bytes, but its content has " + sum,
                    "run 'mows-backup check'"));
            return false;
        }
        return true;
    }

    private static BackupException missing(BlobId id) {
        return new BackupException(
                ProblemCode.DAMAGED,
                "data blob " + id + " is not in any index",
                "run 'mows-backup check'; 'mows-backup repair index' finds packs that the index forgot");
    }

    private BlobLocation location(BlobId id) {
        BlobLocation where = run.index().find(BlobType.DATA, id);
        if (where == null) {
            throw new IllegalStateException("blob " + id + " has left the index");
        }
        return where;
    }

    /** A huge file fills many windows, so it may be well under way before all of it is planned. */
    private void plan(FileJob file, BitSet without) {
        BlobIds content = file.node().content();
        long offset = 0;
        for (int i = 0; i < content.size(); i++) {
            BlobLocation where = location(content.get(i));
            if (!without.get(i)) {
                window.add(where, file, offset);
                if (window.places() >= placesMax) {
                    flush();
                }
            }
            offset += where.blob().plainLength();
        }
        file.end();
    }

    void flush() {
        Window full = window;
        window = new Window();
        placesMax = Math.min(PLACES_MAX, placesMax * 2);
        for (Window.Range range : full.ranges(RANGE_BYTES_MAX, GAP_BYTES_MAX)) {
            bytes += range.length();
            if (bytes > MUCH_BYTES) {
                run.repository().expectMuchData();
            }
            workers.submit(new RangeTask(run, range)::run);
        }
    }
}
