package cloud.mows.backup.app.cli.option;

/** Arguments that a command does not understand. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
