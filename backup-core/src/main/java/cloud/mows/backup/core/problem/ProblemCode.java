package cloud.mows.backup.core.problem;

/**
 * Stable names of what can go wrong: scripts and documents may rely on them. The exit code is that of the command line
 * (restic's: doc/075_scripting.rst).
 */
public enum ProblemCode {
    /** Arguments that cannot be used. */
    USAGE(1),
    /** Anything the named codes below do not cover. */
    FAILED(1),
    /** Some source files could not be read; the snapshot was made without them. */
    SOURCE_INCOMPLETE(3),
    /** The storage refuses to remove some of the snapshots that should go. */
    REMOVAL_REFUSED(3),
    /** A source that should be there is missing, unmounted or suddenly empty. */
    SOURCE_MISSING(1),
    /** There is no repository at this place. */
    REPOSITORY_MISSING(10),
    /** There is a repository already. */
    REPOSITORY_EXISTS(1),
    /** Another process holds a lock that excludes ours. */
    REPOSITORY_LOCKED(11),
    /** No key slot opens with this password. */
    WRONG_PASSWORD(12),
    /** The repository has a version that this program does not know. */
    UNSUPPORTED_VERSION(1),
    /** Bytes of the repository are not what they must be. */
    DAMAGED(1),
    /** A snapshot, file or object that was asked for is not there. */
    NOT_FOUND(1),
    /** A name that fits more than one thing. */
    AMBIGUOUS(1),
    /** The storage refused or failed. */
    STORAGE(1),
    /** The local file system refused or failed. */
    LOCAL_IO(1),
    /** The user or the system ended the work. */
    CANCELLED(130);

    private final int exitCode;

    ProblemCode(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
