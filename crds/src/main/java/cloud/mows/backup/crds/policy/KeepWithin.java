package cloud.mows.backup.crds.policy;

/** A length of time by the calendar, as the command line's --keep-within takes it: {@code 2y5m7d3h}. */
public final class KeepWithin {
    public static final String PATTERN =
            "^([1-9][0-9]{0,3}y)?([1-9][0-9]{0,3}m)?([1-9][0-9]{0,4}d)?([1-9][0-9]{0,5}h)?$";
    public static final String MESSAGE =
            "is a length of time as 2y5m7d3h: years, months, days, hours, each only if needed";
    public static final int LENGTH_MAX = 22;

    private KeepWithin() {}

    /** Whether {@code text} is one. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.matches(PATTERN);
    }
}
