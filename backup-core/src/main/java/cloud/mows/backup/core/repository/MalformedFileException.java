package cloud.mows.backup.core.repository;

/** Bytes that are not the file they should be. The message says what is wrong; the caller adds which file. */
final class MalformedFileException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFileException(String message) {
        super(message);
    }
}
