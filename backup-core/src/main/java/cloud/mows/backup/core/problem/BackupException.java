package cloud.mows.backup.core.problem;

import org.jspecify.annotations.Nullable;

/** What the engine throws when it cannot do what it was asked to: one {@link Problem}, with the cause if there is one. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public BackupException(Problem problem) {
        this(problem, null);
    }

    public BackupException(Problem problem, @Nullable Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    public BackupException(ProblemCode code, String message, String hint) {
        this(new Problem(code, message, hint), null);
    }

    public BackupException(ProblemCode code, String message, String hint, @Nullable Throwable cause) {
        this(new Problem(code, message, hint), cause);
    }

    public Problem problem() {
        return problem;
    }
}
