package cloud.mows.backup.core.layout;

/** How the dumps of a PostgreSQL server lie in a restore point: a file for each database, and one for all that belongs to none. */
public final class PostgreSqlDumps {
    /** Begins the name of a server's part. */
    public static final String WORD = "postgresql";

    /** Its roles and tablespaces, as {@code pg_dumpall --globals-only} writes them. */
    public static final String GLOBALS = "globals.sql";

    private PostgreSqlDumps() {}

    public static PartId part(String server) {
        return PartId.database(WORD + "-" + server);
    }

    /** Of a database, whose name may hold any character, as {@code pg_dump --format=custom} writes it. */
    public static String file(String database) {
        return database.replace("%", "%25").replace("/", "%2F") + ".dump";
    }
}
