package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.target.Target;
import cloud.mows.backup.core.target.TargetException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes durable what was written and, if that is wanted, reads it again afterwards: many files at a time, as one sync
 * of a file system costs hardly more than one of a file. Safe for many threads.
 */
final class WrittenFiles {
    private static final int FILES_MAX = 2048;
    private static final long BYTES_MAX = 1L << 30;

    /** What one thread reads again at the end. */
    private static final int SHARE = 64;

    private final Run run;
    private final Target target;
    private List<FileJob> unverified = new ArrayList<>();
    private long bytes;

    WrittenFiles(Run run, Target target) {
        this.run = run;
        this.target = target;
    }

    /** The file is whole; it is concluded now or after some more. */
    void add(FileJob file) {
        if (!run.request().verify()) {
            file.conclude();
            return;
        }
        List<FileJob> full = List.of();
        synchronized (this) {
            unverified.add(file);
            bytes += file.node().size();
            if (unverified.size() >= FILES_MAX || bytes >= BYTES_MAX) {
                full = take();
            }
        }
        if (!full.isEmpty()) {
            sync();
            verify(full);
        }
    }

    private List<FileJob> take() {
        List<FileJob> taken = unverified;
        unverified = new ArrayList<>();
        bytes = 0;
        return taken;
    }

    /** Concludes what is left. Nothing is written to files any more. */
    void finish(Workers workers) {
        List<FileJob> rest;
        synchronized (this) {
            rest = take();
        }
        if (!rest.isEmpty()) {
            sync();
        }
        for (int from = 0; from < rest.size(); from += SHARE) {
            List<FileJob> share = rest.subList(from, Math.min(rest.size(), from + SHARE));
            workers.submit(buffers -> verify(share));
        }
    }

    private void verify(List<FileJob> files) {
        for (FileJob file : files) {
            BackupException end = run.tally().end();
            if (end != null) {
                file.fail(end);
            } else if (!run.verification().passes(file)) {
                file.failSilently();
            }
            file.conclude();
        }
    }

    /** Once for each failure of the disk; what is wrong in which file shows when it is read. */
    void sync() {
        try {
            target.sync();
        } catch (TargetException e) {
            run.tally()
                    .failed(
                            BytePath.ROOT,
                            new Problem(
                                    ProblemCode.LOCAL_IO,
                                    "not all that was restored could be written to the disk: " + e.getMessage(),
                                    "look for errors of the disk in the system's log; when it works again, run the same"
                                            + " restore again with --verify"));
        }
    }
}
