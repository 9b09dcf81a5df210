package cloud.mows.backup.core.work;

import org.jspecify.annotations.Nullable;

/** The first failure of several tasks, with a bounded number of later ones attached. Guarded by its owner's lock. */
final class Failures<X extends Exception> {
    private static final int ATTACHED_MAX = 8;

    private @Nullable Throwable first;
    private int attached;

    boolean any() {
        return first != null;
    }

    void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (attached < ATTACHED_MAX && first != failure && !(failure instanceof InterruptedException)) {
            first.addSuppressed(failure);
            attached++;
        }
    }

    /** Throws the first failure, if there is one, as what it is. */
    @SuppressWarnings("unchecked") // a Task throws nothing checked but X and InterruptedException
    void rethrow() throws X, InterruptedException {
        // No switch over types: at start that takes longer than all else here.
        if (first == null) {
            return;
        }
        if (first instanceof RuntimeException e) {
            throw e;
        }
        if (first instanceof Error e) {
            throw e;
        }
        if (first instanceof InterruptedException e) {
            throw e;
        }
        throw (X) first;
    }
}
