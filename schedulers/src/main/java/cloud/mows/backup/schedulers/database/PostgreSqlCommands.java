package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.core.layout.PostgreSqlDumps;
import java.util.ArrayList;
import java.util.List;

/** The commands of PostgreSQL's own programs, as they are run beside a server. No password is in them. Pure. */
final class PostgreSqlCommands {
    /** A dump waits for nobody's locks longer than this. */
    private static final String LOCK_MILLIS = "600000";

    private static final String QUERY = "select 'superuser', pg_catalog.current_setting('is_superuser')"
            + " union all select 'database', datname::text from pg_catalog.pg_database"
            + " where datallowconn and not datistemplate order by 1 desc, 2";

    /**
     * In the container: who logs in and with what, as the images of PostgreSQL themselves, of Bitnami and of CloudNativePG have it in their
     * environment, and where the server's socket is, if nothing says so.
     */
    static final String LOG_IN = """
            secret() {
              if [ -n "$1" ]; then printf %s "$1"; elif [ -n "$2" ]; then cat "$2"; fi
            }
            if [ -z "${PGUSER:-}" ]; then
              PGUSER=postgres
              password=$(secret "${POSTGRES_POSTGRES_PASSWORD:-${POSTGRESQL_POSTGRES_PASSWORD:-}}" \
                "${POSTGRES_POSTGRES_PASSWORD_FILE:-${POSTGRESQL_POSTGRES_PASSWORD_FILE:-}}")
              if [ -z "$password" ]; then
                PGUSER=${POSTGRES_USER:-${POSTGRESQL_USERNAME:-postgres}}
                password=$(secret "${POSTGRES_PASSWORD:-${POSTGRESQL_PASSWORD:-}}" \
                  "${POSTGRES_PASSWORD_FILE:-${POSTGRESQL_PASSWORD_FILE:-}}")
              fi
              export PGUSER
              if [ -z "${PGPASSWORD:-}" ] && [ -n "$password" ]; then
                PGPASSWORD=$password
                export PGPASSWORD
              fi
            fi
            if [ -z "${PGHOST:-}" ]; then
              for socket in $(sed -n 's|^.* \\(/[^ ]*/\\.s\\.PGSQL\\.[0-9][0-9]*\\)$|\\1|p' /proc/net/unix); do
                if [ -S "$socket" ]; then
                  PGHOST=${socket%/*}
                  PGPORT=${socket##*.}
                  export PGHOST PGPORT
                  break
                fi
              done
            fi
            """;

    /**
     * What a server says of itself.
     *
     * @param superuser whether we may read the passwords of its roles
     */
    record Answer(List<String> databases, boolean superuser) {}

    /** @param file in the folder of the server */
    record Dump(String file, List<String> command) {}

    private PostgreSqlCommands() {}

    /** Which databases there are. */
    static List<String> list() {
        return List.of(
                "psql",
                "--no-psqlrc",
                "--no-password",
                "--tuples-only",
                "--no-align",
                "--field-separator-zero",
                "--record-separator-zero",
                "--set=ON_ERROR_STOP=1",
                "--dbname=" + connection("postgres"),
                "--command=" + QUERY);
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
    static List<Dump> dumps(Answer answer) {
        List<Dump> all = new ArrayList<>();
        List<String> globals = new ArrayList<>(
                List.of("pg_dumpall", "--globals-only", "--no-password", "--dbname=" + connection("postgres")));
        if (!answer.superuser()) {
            globals.add("--no-role-passwords");
        }
        all.add(new Dump(PostgreSqlDumps.GLOBALS, List.copyOf(globals)));
        for (String database : answer.databases()) {
            // pg_restore takes single tables of this format, and sees where it was cut off. Compressed, nothing of it
            // would be the same
            // in the next backup.
            all.add(new Dump(
                    PostgreSqlDumps.file(database),
                    List.of(
                            "pg_dump",
                            "--format=custom",
                            "--compress=0",
                            "--no-password",
                            "--lock-wait-timeout=" + LOCK_MILLIS,
                            "--dbname=" + connection(database))));
        }
        return List.copyOf(all);
    }

    private static String connection(String database) {
        return "application_name='mows-backup' connect_timeout='15' dbname='"
                + database.replaceAll("(['\\\\])", "\\\\$1") + "'";
    }
}
