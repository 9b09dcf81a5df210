package cloud.mows.backup.cluster.api;

import java.io.InputStream;

/**
 * What a command prints, as a stream that is read as fast as its reader takes it, and then how it went. That the stream ends does not say
 * that all of it came: the connection may have been cut. For one thread.
 */
public interface CommandOutput extends AutoCloseable {
    InputStream stream();

    /** How it went, after the stream has ended. Of its output only what it printed last on standard error is in it. */
    Execution end() throws InterruptedException;

    /** Lets go of it; the command ends when it prints something more. */
    @Override
    void close();
}
