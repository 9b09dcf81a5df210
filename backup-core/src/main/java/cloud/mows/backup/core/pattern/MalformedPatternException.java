package cloud.mows.backup.core.pattern;

/** A pattern that nothing can be compared with. The message names it and says what is wrong. */
public final class MalformedPatternException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPatternException(String pattern, String what) {
        super("pattern '" + pattern + "': " + what);
    }
}
