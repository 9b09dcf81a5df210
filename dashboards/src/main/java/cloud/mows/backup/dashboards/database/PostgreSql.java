package cloud.mows.backup.dashboards.database;

import cloud.mows.backup.core.layout.PostgreSqlDumps;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands of PostgreSQL's own programs for a server. No password is in them: libpq reads it from a file that only its owner may
 * read. Pure.
 *
 * @param passwordFile absolute
 */
record PostgreSql(DatabaseSpec server, @Nullable String passwordFile) {
    private static final String CONNECT_SECONDS = "15";

    /** A dump waits for nobody's locks longer than this. */
    private static final String LOCK_MILLIS = "600000";

    private static final String QUERY = "select 'superuser', pg_catalog.current_setting('is_superuser')"
            + " union all select 'database', datname::text from pg_catalog.pg_database"
            + " where datallowconn and not datistemplate order by 1 desc, 2";

    /**
     * What a server says of itself.
     *
     * @param superuser whether we may read the passwords of its roles
     */
    record Answer(List<String> databases, boolean superuser) {}

    /** Which databases there are. */
    List<String> list() {
        String database =
                server.databases().isEmpty() ? "postgres" : server.databases().getFirst();
        return command(List.of(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--tuples-only",
                "--no-align",
                "--field-separator-zero",
                "--record-separator-zero",
                "--set=ON_ERROR_STOP=1",
                "--dbname=" + connection(database),
                "--command=" + QUERY));
    }

    static Answer answer(String printed) {
        String[] fields = printed.split("\0", -1);
        List<String> databases = new ArrayList<>();
        boolean superuser = false;
        for (int i = 0; i + 1 < fields.length; i += 2) {
            if (fields[i].equals("database")) {
                databases.add(fields[i + 1]);
            } else {
                superuser |= fields[i + 1].equals("on");
            }
        }
        return new Answer(List.copyOf(databases), superuser);
    }

    /** Everything that a new server needs to have these databases again. */
    List<Dump> dumps(List<String> databases, boolean superuser) {
        List<Dump> all = new ArrayList<>();
        List<String> globals = new ArrayList<>(
                List.of("pg_dumpall", "--globals-only", "--no-password", "--dbname=" + connection(null)));
        if (!superuser) {
            globals.add("--no-role-passwords");
        }
        all.add(new Dump(server.folder() + "/" + PostgreSqlDumps.GLOBALS, command(globals)));
        for (String database : databases) {
            // pg_restore takes single tables of this format, and sees where it was cut off. Compressed, nothing of it
            // would be
            // the same in the next backup.
            all.add(new Dump(
                    server.folder() + "/" + PostgreSqlDumps.file(database),
                    command(List.of(
                            "pg_dump",
                            "--format=custom",
                            "--compress=0",
                            "--no-password",
                            "--lock-wait-timeout=" + LOCK_MILLIS,
                            "--dbname=" + connection(database)))));
        }
        return List.copyOf(all);
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
        Map<String, String> values = new TreeMap<>();
        values.put("application_name", "mows-backup");
        values.put("connect_timeout", CONNECT_SECONDS);
        put(values, "dbname", database);
        put(values, "host", server.host());
        put(values, "passfile", passwordFile);
        put(values, "port", server.port() == null ? null : server.port().toString());
        put(values, "user", server.user());
        return values.entrySet().stream()
                .map(each -> each.getKey() + "='" + each.getValue().replaceAll("(['\\\\])", "\\\\$1") + "'")
                .collect(Collectors.joining(" "));
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
