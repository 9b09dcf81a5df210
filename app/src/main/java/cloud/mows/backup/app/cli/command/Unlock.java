package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.repository.Unlocked;
import java.io.IOException;

public final class Unlock implements CliCommand {
    private boolean removeAll;

    @Override
    public void declare(OptionSet options) {
        options.about("Removes locks whose owner is gone: its process has ended, or it has not renewed the lock for"
                        + " half an hour.")
                .example("mows-backup unlock")
                .flag(
                        "--remove-all",
                        "Remove all locks, also of those at work: only when you know that nobody is.",
                        () -> removeAll = true);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.open(LockNeed.NONE)) {
            Unlocked unlocked = engine.unlock(removeAll);
            if (unlocked.removed() > 0) {
                session.say("successfully removed " + Formats.count(unlocked.removed(), "lock"));
            }
            unlocked.left().forEach(left -> session.say("left " + left));
            if (!unlocked.left().isEmpty()) {
                session.say(
                        "'mows-backup unlock --remove-all' removes them too: only when you know that nobody is at work");
            }
        }
        return 0;
    }
}
