package cloud.mows.backup.schedulers.database;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.source.dump.DumpWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of MariaDB are played here, by scripts that say how they were called; the real ones: DatabasesE2E. */
@Timeout(60)
class MariaDbDumpTest {
    /** information_schema, mysql, shop, a/b%c */
    private static final String ALL = "696E666F726D6174696F6E5F736368656D61\n6D7973716C\n73686F70\n612F622563\n";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void programs() throws Exception {
        for (String needed : List.of("sh", "cat", "sed", "sha256sum", "tee", "tr")) {
            Files.createSymbolicLink(folder.resolve(needed), Path.of("/usr/bin", needed));
        }
        program("mariadb", "printf '" + ALL.replace("\n", "\\n") + "'");
        program("mariadb-dump", "echo \"$@ with ${MYSQL_PWD:-nothing}\"");
        environment.put("MYSQL_UNIX_PORT", "/nowhere");
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String sent() throws Exception {
        // Nothing else, so that no MariaDB of this machine answers.
        environment.put("PATH", folder.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new MariaDbDump(command -> new LocalCommand(command, folder, environment), "pod db-0")
                .send(new DumpWriter(out));
        // Without the heads of its pieces.
        return out.toString(StandardCharsets.ISO_8859_1).replaceAll("(?s)C\\x00\\x00\\x00.", "");
    }

    @Test
    void everyDatabaseOfPeopleIsAFileAndTheUsers() throws Exception {
        assertThat(sent())
                .contains(
                        "users.sql",
                        "--user=root --socket=/nowhere --system=users --insert-ignore --skip-dump-date with nothing\n")
                .contains("shop.dump.sql", "--databases -- shop with nothing\n")
                .contains("a%2Fb%25c.dump.sql", "--databases -- a/b%c with nothing\n")
                .doesNotContain("information_schema", "-- mysql")
                .endsWith("Z");
    }

    @Test
    void whoLogsInIsRootAsFarAsItsPasswordIsKnown() throws Exception {
        environment.put("MARIADB_USER", "clerk");
        environment.put("MARIADB_PASSWORD", "clerks");
        assertThat(sent()).contains("--user=clerk ", "-- shop with clerks\n");
        Path secret = Files.writeString(folder.resolve("secret"), "it's: a \\secret");
        environment.put("MYSQL_ROOT_PASSWORD_FILE", secret.toString());
        assertThat(sent()).contains("--user=root ", "-- shop with it's: a \\secret\n");
    }

    @Test
    void whoMayNotSeeTheUsersDumpsTheRest() throws Exception {
        program("mariadb", "echo 73686F70");
        assertThat(sent()).contains("shop.dump.sql").doesNotContain("users.sql");
    }

    @Test
    void olderImagesHaveOtherNames() throws Exception {
        Files.move(folder.resolve("mariadb"), folder.resolve("mysql"));
        Files.move(folder.resolve("mariadb-dump"), folder.resolve("mysqldump"));
        assertThat(sent()).contains("shop.dump.sql", "-- shop with nothing\n");
    }

    @Test
    void thePasswordIsNotOnACommandLine() throws Exception {
        environment.put("MARIADB_ROOT_PASSWORD", "s3cret");
        program("mariadb-dump", "tr '\\0' ' ' </proc/$$/cmdline; tr '\\0' ' ' </proc/$PPID/cmdline; echo .");
        assertThat(sent()).contains("--single-transaction").doesNotContain("s3cret");
    }

    @Test
    void aServerThatDoesNotAnswerOrAnswersSomethingElseIsTold() throws Exception {
        program("mariadb", "echo 'access denied' >&2; exit 1");
        assertThat(sent())
                .contains("the command 'mariadb' in pod db-0 failed with exit code 1: access denied")
                .doesNotContain(".dump");
        program("mariadb", "echo 'Welcome!'");
        assertThat(sent()).contains("the command 'mariadb' in pod db-0 printed something else than names of databases");
    }
}
