package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.app.cli.text.Json;
import cloud.mows.backup.app.cli.text.Table;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.repository.KeySlot;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;

public final class KeyList implements CliCommand {
    @Override
    public void declare(OptionSet options) {
        options.about("Lists the passwords by where and when they were made; a star marks the one in use.")
                .example("mows-backup key list");
    }

    @Override
    public int run(Session session) throws IOException {
        List<KeySlot> keys;
        try (Engine engine = session.open(LockNeed.SHARED)) {
            keys = engine.keys();
        }
        if (session.json()) {
            Json json = new Json().beginArray();
            for (KeySlot key : keys) {
                json.beginObject()
                        .field("current", key.current())
                        .field("id", key.id().hex())
                        .field("userName", key.username())
                        .field("hostName", key.hostname())
                        .field("created", created(session, key))
                        .endObject();
            }
            session.print(json.endArray());
            return 0;
        }
        Table table = new Table(" ID", "User", "Host", "Created");
        for (KeySlot key : keys) {
            table.row((key.current() ? "*" : " ") + key.id(), key.username(), key.hostname(), created(session, key));
        }
        table.print(session.console());
        return 0;
    }

    private static String created(Session session, KeySlot key) {
        try {
            return Formats.time(
                    OffsetDateTime.parse(key.created()).toInstant(),
                    session.console().zone());
        } catch (DateTimeException e) {
            return key.created();
        }
    }
}
