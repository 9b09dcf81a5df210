package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.core.layout.PostgreSqlCommands;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.host.Secrets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database servers of apps: what they have, and how it gets into a backup. */
public final class Databases {
    private static final String PACKAGE = "postgresql-client";

    private final Secrets secrets;

    public Databases(Secrets secrets) {
        this.secrets = secrets;
    }

    /** What is dumped of these servers, which are asked now. */
    public Dumps dumps(List<DatabaseSpec> servers) {
        List<Dump> dumps = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (DatabaseSpec server : servers) {
            PostgreSql programs = programs(server);
            DatabaseTest found = ask(programs);
            if (found.state() != DatabaseTest.DatabaseState.Works) {
                problems.add(server.folder() + ": " + found.message());
            }
            List<String> wanted = server.databases().isEmpty() ? found.databases() : server.databases();
            // Also of one that does not answer, so that the backup is of the same things as always.
            dumps.addAll(programs.dumps(wanted, found.superuser()));
        }
        return new Dumps(dumps, problems);
    }

    /** What a server has. */
    DatabaseTest test(DatabaseSpec server) {
        return ask(programs(server));
    }

    private PostgreSql programs(DatabaseSpec server) {
        String file = server.passwordFile();
        return new PostgreSql(server, file == null ? null : secrets.path(file).toString());
    }

    private static DatabaseTest ask(PostgreSql programs) {
        return switch (ClientProgram.run(programs.list())) {
            case ClientProgram.Result.Answered(String output) -> {
                PostgreSqlCommands.Answer answer = PostgreSqlCommands.answer(output);
                yield answer(DatabaseTest.DatabaseState.Works, "", answer);
            }
            case ClientProgram.Result.Failed(String why) -> answer(DatabaseTest.DatabaseState.Failed, why, null);
            case ClientProgram.Result.Missing(String program) ->
                answer(
                        DatabaseTest.DatabaseState.NoProgram,
                        "the program '" + program
                                + "' is not on this machine: install PostgreSQL's client programs (Debian: " + PACKAGE
                                + ")",
                        null);
        };
    }

    private static DatabaseTest answer(
            DatabaseTest.DatabaseState state, String message, PostgreSqlCommands.@Nullable Answer answer) {
        return new DatabaseTest(
                state, message, answer == null ? List.of() : answer.databases(), answer != null && answer.superuser());
    }
}
