package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.option.OptionSet;
import java.io.IOException;

/** One command: it declares what it understands, its fields are filled, then it runs once. */
public interface CliCommand {
    /** Says what it does, with examples, and which options and arguments set which of its fields. */
    void declare(OptionSet options);

    /** Whether it opens a repository, as nearly all do. */
    default boolean opensRepository() {
        return true;
    }

    /** @return the exit code: 0, or 3 where a part could not be done and everything else was */
    int run(Session session) throws IOException, InterruptedException;
}
