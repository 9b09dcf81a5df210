package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.target.Target;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all parts of one restore share. */
final class Run {
    private final Repository repository;
    private final BlobIndex index;
    private final ExtractRequest request;
    private final Tally tally;
    private final Verification verification;
    private final @Nullable WrittenFiles written;

    /** Files of several blobs that have begun; the windows bound their number. */
    private final Set<FileJob> begun = ConcurrentHashMap.newKeySet();

    /** @param target null for a dry run, which writes nothing */
    Run(Repository repository, ExtractRequest request, Tally tally, @Nullable Target target) {
        this.repository = repository;
        this.index = repository.index();
        this.request = request;
        this.tally = tally;
        this.verification = new Verification(this);
        this.written = target == null || request.dryRun() ? null : new WrittenFiles(this, target);
    }

    Repository repository() {
        return repository;
    }

    BlobIndex index() {
        return index;
    }

    ExtractRequest request() {
        return request;
    }

    Tally tally() {
        return tally;
    }

    Verification verification() {
        return verification;
    }

    /** For runs that write. */
    WrittenFiles written() {
        return Objects.requireNonNull(written, "a dry run writes nothing");
    }

    void opened(FileJob file) {
        begun.add(file);
    }

    void closed(FileJob file) {
        begun.remove(file);
    }

    /** Removes what is half written. No worker runs any more. */
    void abandonBegun() {
        begun.forEach(FileJob::abandon);
        begun.clear();
    }
}
