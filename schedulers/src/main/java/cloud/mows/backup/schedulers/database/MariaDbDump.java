package cloud.mows.backup.schedulers.database;

import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.core.layout.MariaDbDumps;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Sends the dumps of a MariaDB server: all of its databases, and its users. Tables of InnoDB are as of one moment; those of engines without
 * transactions (Aria, MyISAM) as of when they are read.
 */
public final class MariaDbDump extends ServerDump {
    /** Whose tables are made by the server itself, or go into the users' file. */
    private static final Set<String> OWN = Set.of("information_schema", "performance_schema", "sys", "mysql");

    /** Only those see it who may read the users. */
    private static final String OF_USERS = "mysql";

    private static final List<String> LIST = List.of(
            "mariadb",
            "--batch",
            "--skip-column-names",
            "--default-character-set=utf8mb4",
            // A name may hold any character.
            "--execute=select hex(convert(schema_name using utf8mb4)) from information_schema.schemata order by schema_name");

    /**
     * @param container runs a command beside the server
     * @param where that is, in words
     */
    public MariaDbDump(Function<List<String>, CommandOutput> container, String where) {
        super(container, MariaDbLogIn.SHELL, where, LIST, MariaDbDumps.USERS);
    }

    @Override
    List<Dump> dumps(String printed) {
        List<String> databases = new ArrayList<>();
        for (String line : printed.split("\n")) {
            if (!line.isBlank()) {
                databases.add(new String(HexFormat.of().parseHex(line.strip()), StandardCharsets.UTF_8));
            }
        }
        List<Dump> all = new ArrayList<>();
        if (databases.contains(OF_USERS)) {
            all.add(new Dump(
                    MariaDbDumps.USERS,
                    List.of("mariadb-dump", "--system=users", "--insert-ignore", "--skip-dump-date")));
        }
        databases.stream()
                .filter(database -> !OWN.contains(database))
                .forEach(database -> all.add(new Dump(MariaDbDumps.file(database), dump(database))));
        return all;
    }

    @Override
    Optional<String> unlisted(String printed) {
        return printed.strip().lines().allMatch(line -> line.matches("([0-9A-F]{2})*"))
                ? Optional.empty()
                : Optional.of("printed something else than names of databases");
    }

    private static List<String> dump(String database) {
        return List.of(
                "mariadb-dump",
                "--single-transaction",
                "--quick",
                "--routines",
                "--events",
                "--triggers",
                "--hex-blob",
                "--default-character-set=utf8mb4",
                // So that what has not changed is the same in the next backup.
                "--skip-dump-date",
                "--databases",
                "--",
                database);
    }
}
