package cloud.mows.backup.core.tar;

import java.io.IOException;

/** A stream that is not a whole tar archive; the message says what is wrong and where. */
public final class MalformedTarException extends IOException {
    private static final long serialVersionUID = 1L;

    MalformedTarException(String message) {
        super(message);
    }
}
