package cloud.mows.backup.crds.policy;

/** A length of time by the calendar, as the command line's --keep-within takes it: {@code 2y5m7d3h}. */
public final class KeepWithin {
    public static final String PATTERN = "^([0-9]{1,4}y)?([0-9]{1,4}m)?([0-9]{1,5}d)?([0-9]{1,6}h)?$";
    public static final String MESSAGE =
            "is a length of time as 2y5m7d3h: years, months, days, hours, each only if needed";
    public static final int LENGTH_MAX = 22;

    private KeepWithin() {}

    /** Whether {@code text} is one. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.matches(PATTERN);
    }
}
