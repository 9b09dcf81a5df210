package cloud.mows.backup.core.bytes.json;

/** Bytes that are not the JSON that was expected. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    public MalformedJsonException(String message, int position) {
        super(message);
        this.position = position;
    }

    /** Where in the document, in bytes from its start. */
    public int position() {
        return position;
    }
}
