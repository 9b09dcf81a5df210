package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.core.layout.PostgreSqlCommands;
import cloud.mows.backup.core.layout.PostgreSqlDumps;
import cloud.mows.backup.core.source.dump.DumpWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends the dumps of a PostgreSQL server: all of its databases, and what belongs to none. */
public final class PostgreSqlDump {
    private static final int LIST_BYTES_MAX = 4 << 20;

    /** Every server has it. */
    private static final String FIRST = "postgres";

    /** The rest stands in the environment of the container. */
    static final PostgreSqlCommands COMMANDS = new PostgreSqlCommands(
            database -> PostgreSqlCommands.begin() + " " + PostgreSqlCommands.setting("dbname", database));

    private final ProvenOutput container;
    private final String where;

    /**
     * @param container runs a command beside the server
     * @param where that is, in words
     */
    public PostgreSqlDump(Function<List<String>, CommandOutput> container, String where) {
        this.container = new ProvenOutput(container, PostgreSqlLogIn.SHELL);
        this.where = where;
    }

    /** What cannot be dumped is told to the one who takes the dumps; an {@link IOException} is that one's. */
    public void send(DumpWriter to) throws IOException, InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Optional<String> failure = container
                .run(COMMANDS.list(FIRST), (from, offset, length) -> {
                    // One more than is allowed tells that there was more.
                    printed.write(from, offset, Math.min(length, LIST_BYTES_MAX + 1 - printed.size()));
                })
                .or(() -> printed.size() > LIST_BYTES_MAX
                        ? Optional.of("printed more names of databases than " + LIST_BYTES_MAX + " bytes")
                        : Optional.empty());
        if (failure.isPresent()) {
            to.missing(PostgreSqlDumps.GLOBALS, told("psql", failure.get()));
        } else {
            PostgreSqlCommands.Answer answer = PostgreSqlCommands.answer(printed.toString(StandardCharsets.UTF_8));
            for (PostgreSqlCommands.Dump dump : COMMANDS.dumps(answer, FIRST)) {
                send(dump, to);
            }
        }
        to.finish();
    }

    private void send(PostgreSqlCommands.Dump dump, DumpWriter to) throws IOException, InterruptedException {
        to.begin(dump.file());
        Optional<String> failure = container.run(dump.command(), to::write);
        if (failure.isPresent()) {
            to.fail(told(dump.command().getFirst(), failure.get()));
        } else {
            to.end();
        }
    }

    private String told(String program, String how) {
        return "the command '" + program + "' in " + where + " " + how;
    }
}
