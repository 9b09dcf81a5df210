package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.KeyId;
import java.io.IOException;

public final class KeyPasswd implements CliCommand {
    private final NewKeyOptions newKey = new NewKeyOptions();

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Changes the password that was used to open the repository. Whoever copied the repository and knows"
                                + " the old password can still open the copy: the repository's own key does not change.")
                .example("mows-backup key passwd");
        newKey.declare(options);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false)) {
            KeyId id = engine.changePassword(newKey.password(session), newKey.identity(session));
            session.say("saved new key as " + id.hex());
        }
        return 0;
    }
}
