package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.core.layout.PostgreSqlCommands;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of PostgreSQL's own programs for a server. No password is in them: libpq reads it from a file that only its owner may
 * read. Pure.
 *
 * @param passwordFile absolute
 */
record PostgreSql(DatabaseSpec server, @Nullable String passwordFile) {
    /** Which databases there are. */
    List<String> list() {
        return command(commands()
                .list(
                        server.databases().isEmpty()
                                ? "postgres"
                                : server.databases().getFirst()));
    }

    /** Everything that a new server needs to have these databases again. */
    List<Dump> dumps(List<String> databases, boolean superuser) {
        return commands().dumps(new PostgreSqlCommands.Answer(databases, superuser), null).stream()
                .map(dump -> new Dump(server.folder() + "/" + dump.file(), command(dump.command())))
                .toList();
    }

    private PostgreSqlCommands commands() {
        return new PostgreSqlCommands(this::connection);
    }

    private List<String> command(List<String> program) {
        List<String> all = new ArrayList<>();
        if (server.runAs() != null) {
            all.addAll(List.of("runuser", "--user=" + server.runAs(), "--"));
        }
        all.addAll(program);
        return List.copyOf(all);
    }

    private String connection(@Nullable String database) {
        StringBuilder all = new StringBuilder(PostgreSqlCommands.begin());
        add(all, "dbname", database);
        add(all, "host", server.host());
        add(all, "passfile", passwordFile);
        add(all, "port", server.port() == null ? null : server.port().toString());
        add(all, "user", server.user());
        return all.toString();
    }

    private static void add(StringBuilder all, String name, @Nullable String value) {
        if (value != null) {
            all.append(' ').append(PostgreSqlCommands.setting(name, value));
        }
    }
}
