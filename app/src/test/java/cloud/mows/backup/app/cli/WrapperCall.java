package cloud.mows.backup.app.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * One call by a program that wraps restic, and what it looks for in what comes back.
 *
 * <p>In arguments and patterns {@code {name}} stands for a value of the script, and a group {@code (?<name>…)} of a pattern sets
 * one. Patterns are searched for with {@code ^} and {@code $} at every line.
 */
final class WrapperCall {
    /** What a pattern is held against. */
    enum Where {
        OUT,
        ERR,
        /** Every line of standard output matches. */
        EVERY_LINE,
        /** Standard output as a whole matches. */
        WHOLE
    }

    record Look(Where where, String pattern) {}

    final String arguments;
    final List<Look> looks = new ArrayList<>();
    int exitCode;
    String input = "";

    private WrapperCall(String arguments) {
        this.arguments = arguments;
    }

    /** @param arguments with blanks between them; two apostrophes are an empty one */
    static WrapperCall call(String arguments) {
        return new WrapperCall(arguments);
    }

    WrapperCall exits(int code) {
        exitCode = code;
        return this;
    }

    WrapperCall reads(String text) {
        input = text;
        return this;
    }

    WrapperCall out(String pattern) {
        return look(Where.OUT, pattern);
    }

    WrapperCall err(String pattern) {
        return look(Where.ERR, pattern);
    }

    WrapperCall everyLine(String pattern) {
        return look(Where.EVERY_LINE, pattern);
    }

    WrapperCall whole(String pattern) {
        return look(Where.WHOLE, pattern);
    }

    /** Standard output is one line of JSON with these fields, in any order. */
    WrapperCall json(String... fields) {
        whole("[\\[{].*[\\]}]\\n|\\[\\]\\n");
        for (String field : fields) {
            out(field);
        }
        return this;
    }

    private WrapperCall look(Where where, String pattern) {
        looks.add(new Look(where, pattern));
        return this;
    }
}
