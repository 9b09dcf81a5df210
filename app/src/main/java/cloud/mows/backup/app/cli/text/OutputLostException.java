package cloud.mows.backup.app.cli.text;

import java.io.IOException;

/** What a command prints does not arrive any more, and it has nothing else to do. */
public final class OutputLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputLostException(IOException cause) {
        super(cause);
    }
}
