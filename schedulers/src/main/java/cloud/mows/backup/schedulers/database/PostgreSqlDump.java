package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.core.layout.PostgreSqlCommands;
import cloud.mows.backup.core.layout.PostgreSqlDumps;
import java.util.List;
import java.util.function.Function;

/** Sends the dumps of a PostgreSQL server: all of its databases, and what belongs to none. */
public final class PostgreSqlDump extends ServerDump {
    /** Every server has it. */
    private static final String FIRST = "postgres";

    /** The rest stands in the environment of the container. */
    static final PostgreSqlCommands COMMANDS = new PostgreSqlCommands(
            database -> PostgreSqlCommands.begin() + " " + PostgreSqlCommands.setting("dbname", database));

    /**
     * @param container runs a command beside the server
     * @param where that is, in words
     */
    public PostgreSqlDump(Function<List<String>, CommandOutput> container, String where) {
        super(container, PostgreSqlLogIn.SHELL, where, COMMANDS.list(FIRST), PostgreSqlDumps.GLOBALS);
    }

    @Override
    List<Dump> dumps(String printed) {
        return COMMANDS.dumps(PostgreSqlCommands.answer(printed), FIRST).stream()
                .map(dump -> new Dump(dump.file(), dump.command()))
                .toList();
    }
}
