package cloud.mows.backup.dashboards.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.layout.PostgreSqlCommands;
import cloud.mows.backup.dashboards.host.DatabaseKind;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PostgreSqlTest {
    private static final DatabaseSpec SERVER = new DatabaseSpec(
            "main", DatabaseKind.PostgreSQL, "/run/postgresql", 5433, "o'brien\\x", "secrets/p", null, List.of());

    private static DatabaseRequest request(@Nullable String password, @Nullable String runAs) {
        return new DatabaseRequest("main", DatabaseKind.PostgreSQL, " ", null, "me", password, runAs, List.of());
    }

    @Test
    void whateverADatabaseIsCalledItIsOneDatabaseAndOneFile() {
        List<Dump> dumps = new PostgreSql(SERVER, "/etc/p").dumps(List.of("a/../b", "it's", "100%"), true);

        assertThat(dumps)
                .extracting(Dump::path)
                .containsExactly(
                        "/databases/postgresql-main/globals.sql",
                        "/databases/postgresql-main/a%2F..%2Fb.dump",
                        "/databases/postgresql-main/it's.dump",
                        "/databases/postgresql-main/100%25.dump");
        assertThat(dumps.get(2).command())
                .startsWith("pg_dump", "--format=custom", "--compress=0", "--no-password")
                .endsWith("--dbname=application_name='mows-backup' connect_timeout='15' dbname='it\\'s'"
                        + " host='/run/postgresql' passfile='/etc/p' port='5433' user='o\\'brien\\\\x'");
        assertThat(dumps.get(2).argument())
                .startsWith("--with-output={\"path\":\"/databases/postgresql-main/it's.dump\"");
    }

    @Test
    void passwordsOfRolesAreSavedOnlyByWhoMayReadThem() {
        PostgreSql programs = new PostgreSql(SERVER, null);

        assertThat(programs.dumps(List.of(), true).getFirst().command()).doesNotContain("--no-role-passwords");
        assertThat(programs.dumps(List.of(), false).getFirst().command()).contains("--no-role-passwords");
    }

    @Test
    void programsRunAsWhomTheServerKnows() {
        DatabaseSpec server = request(null, "postgres").spec("unused");

        assertThat(server.passwordFile()).isNull();
        assertThat(server.host()).isNull();
        assertThat(new PostgreSql(server, null).list()).startsWith("runuser", "--user=postgres", "--", "psql");
    }

    @Test
    void understandsWhatTheServerSays() {
        assertThat(PostgreSqlCommands.answer("superuser\0on\0database\0blog\0database\0a\nb\0"))
                .isEqualTo(new PostgreSqlCommands.Answer(List.of("blog", "a\nb"), true));
        assertThat(PostgreSqlCommands.answer("superuser\0off\0"))
                .isEqualTo(new PostgreSqlCommands.Answer(List.of(), false));
    }

    @Test
    void aPasswordIsWrittenAsLibpqReadsIt() {
        assertThat(request("a:b\\c", null).passwordLine()).isEqualTo("*:*:*:*:a\\:b\\\\c\n");
        assertThat(request("secret", null).toString()).doesNotContain("secret");
        assertThatThrownBy(() -> request("a\nb", null).passwordLine()).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> request("a", "postgres").spec("p"))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("exclude each other");
    }

    @Test
    void aServerIsKnownAgainByWhereItsDumpsLie() {
        DatabaseSpec known = DatabaseSpec.ofFolder(SERVER.folder());

        assertThat(known).isNotNull();
        assertThat(known.folder()).isEqualTo(SERVER.folder());
        assertThat(DatabaseSpec.ofFolder("/databases/other")).isNull();
        assertThat(DatabaseSpec.ofFolder("/databases/postgresql-main/x")).isNull();
        assertThat(DatabaseSpec.ofFolder("/srv")).isNull();
    }

    @Test
    void aProgramThatIsNotThereIsAValue() {
        assertThat(ClientProgram.run(List.of("no-such-program")))
                .isEqualTo(new ClientProgram.Result.Missing("no-such-program"));
        assertThat(ClientProgram.run(List.of("sh", "-c", "echo no >&2; echo way >&2; exit 2")))
                .isEqualTo(new ClientProgram.Result.Failed("no; way"));
        assertThat(ClientProgram.run(List.of("sh", "-c", "printf x")))
                .isEqualTo(new ClientProgram.Result.Answered("x"));
    }
}
