package cloud.mows.backup.core.layout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of PostgreSQL's own programs that {@link PostgreSqlDumps} are made by. No password is in them. Pure. */
public final class PostgreSqlCommands {
    private static final String CONNECT_SECONDS = "15";

    /** A dump waits for nobody's locks longer than this. */
    private static final String LOCK_MILLIS = "600000";

    private static final String QUERY = "select 'superuser', pg_catalog.current_setting('is_superuser')"
            + " union all select 'database', datname::text from pg_catalog.pg_database"
            + " where datallowconn and not datistemplate order by 1 desc, 2";

    private final Connection connection;

    /** How a server is reached. */
    @FunctionalInterface
    public interface Connection {
        /** As libpq reads it. @param database null for the one that libpq takes by itself */
        String to(@Nullable String database);
    }

    /**
     * What a server says of itself.
     *
     * @param superuser whether we may read the passwords of its roles
     */
    public record Answer(List<String> databases, boolean superuser) {
        public Answer {
            databases = List.copyOf(databases);
        }
    }

    /** @param file in the folder of the server */
    public record Dump(String file, List<String> command) {
        public Dump {
            command = List.copyOf(command);
        }
    }

    public PostgreSqlCommands(Connection connection) {
        this.connection = connection;
    }

    /** That it is us, and for how long a server is waited for. */
    public static String begin() {
        return setting("application_name", "mows-backup") + " " + setting("connect_timeout", CONNECT_SECONDS);
    }

    /** Of a connection; the value may hold any character. */
    public static String setting(String name, String value) {
        return name + "='" + value.replaceAll("(['\\\\])", "\\\\$1") + "'";
    }

    /** Which databases there are. @param database that is asked */
    public List<String> list(String database) {
        return List.of(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--tuples-only",
                "--no-align",
                "--field-separator-zero",
                "--record-separator-zero",
                "--set=ON_ERROR_STOP=1",
                "--dbname=" + connection.to(database),
                "--command=" + QUERY);
    }

    /** What {@link #list} has printed. */
    public static Answer answer(String printed) {
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
        return new Answer(databases, superuser);
    }

    /**
     * Everything that a new server needs to have these databases again.
     *
     * @param first that is asked for what belongs to none; null for the one that libpq takes by itself
     */
    public List<Dump> dumps(Answer answer, @Nullable String first) {
        List<Dump> all = new ArrayList<>();
        List<String> globals = new ArrayList<>(
                List.of("pg_dumpall", "--globals-only", "--no-password", "--dbname=" + connection.to(first)));
        if (!answer.superuser()) {
            globals.add("--no-role-passwords");
        }
        all.add(new Dump(PostgreSqlDumps.GLOBALS, globals));
        // pg_restore takes single tables of this format, and sees where it was cut off. Compressed, nothing of a dump
        // would be the same in the next backup.
        for (String database : answer.databases()) {
            all.add(new Dump(
                    PostgreSqlDumps.file(database),
                    List.of(
                            "pg_dump",
                            "--format=custom",
                            "--compress=0",
                            "--no-password",
                            "--lock-wait-timeout=" + LOCK_MILLIS,
                            "--dbname=" + connection.to(database))));
        }
        return List.copyOf(all);
    }
}
