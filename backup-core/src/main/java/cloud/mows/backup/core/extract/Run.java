package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.repository.Repository;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all parts of one restore share. */
final class Run {
    private final Repository repository;
    private final BlobIndex index;
    private final ExtractRequest request;
    private final Tally tally;
    private final Verification verification;

    /** Files of several blobs that have begun; the windows bound their number. */
    private final Set<FileJob> begun = ConcurrentHashMap.newKeySet();

    Run(Repository repository, ExtractRequest request, Tally tally) {
        this.repository = repository;
        this.index = repository.index();
        this.request = request;
        this.tally = tally;
        this.verification = new Verification(this);
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
