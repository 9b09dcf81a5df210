package cloud.mows.backup.core.problem;

import java.util.List;

/**
 * One thing that is wrong, told to a person.
 *
 * @param code stable, for scripts
 * @param message what is wrong with which thing, without a full stop: {@code pack 9f3c21aa: header does not authenticate}
 * @param hint one thing to do next; empty where there is nothing to advise
 * @param asRestic the lines that restic says then, where programs that call it look for their words; mostly none
 */
public record Problem(ProblemCode code, String message, String hint, List<String> asRestic) {
    public Problem {
        asRestic = List.copyOf(asRestic);
    }

    public Problem(ProblemCode code, String message, String hint) {
        this(code, message, hint, List.of());
    }

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
