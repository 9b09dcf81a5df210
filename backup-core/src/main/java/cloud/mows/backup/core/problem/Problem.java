package cloud.mows.backup.core.problem;

/**
 * One thing that is wrong, told to a person.
 *
 * @param code stable, for scripts
 * @param message what is wrong with which thing, without a full stop: {@code pack 9f3c21aa: header does not authenticate}
 * @param hint one thing to do next; empty where there is nothing to advise
 */
public record Problem(ProblemCode code, String message, String hint) {
    public static Problem of(ProblemCode code, String message) {
        return new Problem(code, message, "");
    }

    public static Problem of(ProblemCode code, String message, String hint) {
        return new Problem(code, message, hint);
    }

    @Override
    public String toString() {
        return hint.isEmpty() ? message : message + "\n  hint: " + hint;
    }
}
