package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.StorageException;

/** Turns what the storage answers into what people read. */
final class StorageProblems {
    private StorageProblems() {}

    /** Something that asks the storage. */
    interface Request<T> {
        T run() throws StorageException;
    }

    /** Something that asks the storage and wants no answer. */
    interface Order {
        void run() throws StorageException;
    }

    /** What the storage answers; its failure as a problem. */
    static <T> T ask(Request<T> request) {
        try {
            return request.run();
        } catch (StorageException e) {
            throw problem(e);
        }
    }

    /** As {@link #ask}, without an answer. */
    static void tell(Order order) {
        try {
            order.run();
        } catch (StorageException e) {
            throw problem(e);
        }
    }

    static BackupException problem(StorageException e) {
        return switch (e) {
            case StorageException.NotFound n ->
                new BackupException(
                        ProblemCode.DAMAGED, n.getMessage(), "run 'mows-backup check' to see what is missing", n);
            case StorageException.Truncated t ->
                new BackupException(
                        ProblemCode.DAMAGED,
                        t.getMessage(),
                        "run 'mows-backup check --read-data' to see the damage",
                        t);
            case StorageException.TooLarge t -> new BackupException(ProblemCode.DAMAGED, t.getMessage(), "", t);
            case StorageException.AlreadyExists a -> new BackupException(ProblemCode.STORAGE, a.getMessage(), "", a);
            case StorageException.Denied d -> new BackupException(ProblemCode.STORAGE, d.getMessage(), d.hint(), d);
            case StorageException.Full f ->
                new BackupException(
                        ProblemCode.STORAGE,
                        f.getMessage(),
                        "free some room there, or run 'mows-backup forget --prune' from a machine with room",
                        f);
            case StorageException.Unusable u ->
                new BackupException(ProblemCode.STORAGE, u.getMessage(), "check the repository's address", u);
            case StorageException.Transient t ->
                new BackupException(ProblemCode.STORAGE, t.getMessage(), "try again when the storage answers", t);
            case StorageException.Interrupted i -> new BackupException(ProblemCode.CANCELLED, "interrupted", "", i);
        };
    }
}
