package cloud.mows.backup.core.index;

/** Bytes that are not an index. The message says what is wrong; the caller adds which file. */
public final class MalformedIndexException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedIndexException(String message) {
        super(message);
    }
}
