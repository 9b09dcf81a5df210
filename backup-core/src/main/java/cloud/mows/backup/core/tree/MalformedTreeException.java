package cloud.mows.backup.core.tree;

import org.jspecify.annotations.Nullable;

/** A tree whose bytes cannot be right; the message says what and where, but not which tree: that the caller knows. */
public final class MalformedTreeException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedTreeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
