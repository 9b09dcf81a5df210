package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.engine.RepositoryFiles;
import cloud.mows.backup.core.id.KeyId;
import java.io.IOException;

public final class KeyRemove implements CliCommand {
    private String key = "";

    @Override
    public void declare(OptionSet options) {
        options.about("Removes a password. The one that opened the repository cannot be removed.")
                .example("mows-backup key remove 3b83e60c")
                .argument("<key>", value -> key = value);
    }

    @Override
    public int run(Session session) throws IOException {
        try (Engine engine = session.openToChange(LockNeed.EXCLUSIVE, false)) {
            KeyId id = new KeyId(engine.files().resolve(RepositoryFiles.KEYS, key));
            engine.removeKey(id);
            session.say("removed key " + id.hex());
        }
        return 0;
    }
}
