package cloud.mows.backup.core.layout;

/** How the dumps of a MariaDB server lie in a restore point: a file of SQL for each database, and one for its users. */
public final class MariaDbDumps {
    /** Begins the name of a server's part. */
    public static final String WORD = "mariadb";

    /** Its users, roles and what they are granted, as {@code mariadb-dump --system=users} writes them. */
    public static final String USERS = "users.sql";

    private MariaDbDumps() {}

    public static PartId part(String server) {
        return PartId.database(WORD + "-" + server);
    }

    /** Of a database, whose name may hold any character, as {@code mariadb-dump --databases} writes it: it makes the database too. */
    public static String file(String database) {
        return database.replace("%", "%25").replace("/", "%2F") + ".dump.sql";
    }
}
