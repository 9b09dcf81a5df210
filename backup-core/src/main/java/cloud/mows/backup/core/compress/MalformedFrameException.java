package cloud.mows.backup.core.compress;

/** Compressed bytes are not what they must be: damaged, cut off, or longer or shorter than announced. */
public final class MalformedFrameException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message);
    }
}
