package cloud.mows.backup.schedulers.database;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.layout.PostgreSqlCommands;
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

/** Programs of PostgreSQL are played here, by scripts that say how they were called; the real ones: DatabasesE2E. */
@Timeout(60)
class PostgreSqlDumpTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void programs() throws Exception {
        program("psql", "printf 'superuser\\0on\\0database\\0shop\\0database\\0odd/%%name\\0'");
        program("pg_dumpall", "echo \"globals as $PGUSER\"");
        program("pg_dump", "for last; do :; done; echo \"$last with ${PGPASSWORD:-nothing}\"");
        environment.put("PGHOST", "/nowhere");
    }

    private void program(String name, String script) throws Exception {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String sent() throws Exception {
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new PostgreSqlDump(command -> new LocalCommand(command, folder, environment), "pod db-0")
                .send(new DumpWriter(out));
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void everyDatabaseIsAFileAndWhatBelongsToNone() throws Exception {
        assertThat(sent())
                .contains("globals.sql", "globals as postgres\n")
                .contains("shop.dump", "dbname='shop' with nothing\n")
                .contains("odd%2F%25name.dump", "dbname='odd/%name' with nothing\n")
                .endsWith("Z");
    }

    @Test
    void whoLogsInIsWhomTheContainerNames() throws Exception {
        environment.put("POSTGRES_USER", "clerk");
        Path secret = Files.writeString(folder.resolve("secret"), "it's: a \\secret");
        environment.put("POSTGRES_PASSWORD_FILE", secret.toString());
        assertThat(sent()).contains("globals as clerk\n", "dbname='shop' with it's: a \\secret\n");
    }

    @Test
    void thePasswordIsNotOnACommandLine() throws Exception {
        environment.put("POSTGRES_PASSWORD", "s3cret");
        program("pg_dump", "tr '\\0' ' ' </proc/$$/cmdline; tr '\\0' ' ' </proc/$PPID/cmdline; echo .");
        assertThat(sent()).contains("--format=custom").doesNotContain("s3cret");
    }

    @Test
    void aDatabaseThatCannotBeDumpedStopsNoOther() throws Exception {
        program(
                "pg_dump",
                "for last; do :; done; case $last in *shop*) echo half; echo gone >&2; exit 1;; esac; echo all");
        assertThat(sent())
                .contains("the command 'pg_dump' in pod db-0 failed with exit code 1: gone")
                .contains("odd%2F%25name.dump", "all\n")
                .endsWith("Z");
    }

    @Test
    void aServerThatDoesNotAnswerIsTold() throws Exception {
        program("psql", "echo 'connection refused' >&2; exit 2");
        assertThat(sent())
                .contains("the command 'psql' in pod db-0 failed with exit code 2: connection refused")
                .doesNotContain(".dump")
                .endsWith("Z");
    }

    @Test
    void rolesWithoutTheirPasswordsAreBetterThanNone() throws Exception {
        program("psql", "printf 'superuser\\0off\\0database\\0shop\\0'");
        program("pg_dumpall", "echo \"$@\"");
        assertThat(sent()).contains("--no-role-passwords");
    }

    @Test
    void namesAreQuotedForTheConnection() {
        List<PostgreSqlCommands.Dump> dumps = PostgreSqlDump.COMMANDS.dumps(
                new PostgreSqlCommands.Answer(List.of("a'b\\c host=evil"), true), "postgres");
        assertThat(dumps.getLast().command().getLast()).endsWith("dbname='a\\'b\\\\c host=evil'");
    }
}
