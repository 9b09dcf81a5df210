package cloud.mows.backup.core.pack;

/** Bytes that are not a pack. The message says what is wrong; the caller adds which pack. */
public final class MalformedPackException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPackException(String message) {
        super(message);
    }
}
