package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the Job of a run calls it, after those that saved its parts. */
final class MoverLedgerTest {
    private static final String VOLUME = "{\"type\":\"volume\",\"name\":\"files\",\"outcome\":\"captured\"}";
    private static final String OBJECTS =
            "{\"type\":\"objects\",\"name\":\"photos\",\"outcome\":\"captured\",\"snapshot\":\"%s\"}";
    private static final String OF_OBJECTS = """
            {"ledger":1,"backup":"b-1","host":"photos","time":"2026-11-26T02:00:00Z"}
            {"type":"object","name":"settings","outcome":"captured","apiVersion":"v1","kind":"ConfigMap","path":"configmaps/settings.json"}
            {"type":"object","name":"*","outcome":"excused","by":"MOWS Backup","reason":"is measured anew","apiVersion":"v1","kind":"Event"}
            {"type":"object","name":"*","outcome":"failed","by":"the API server","reason":"forbidden","apiVersion":"v1","kind":"Secret"}
            {"captured":1,"excused":1,"failed":1}
            """;

    @TempDir
    Path folder;

    private CommandRun run;

    @BeforeEach
    void makeRepository() {
        run = new CommandRun(folder);
        assertThat(run.run("init").exitCode()).isZero();
    }

    /** The id of a snapshot of {@code /objects} with this ledger. */
    private String objects(String ledger) {
        Result saved = run.withInput(ledger)
                .run("backup", "--stdin", "--stdin-filename=/objects/ledger.jsonl", "--tag=backup-uid=b-1", "--json");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
        Matcher id = Pattern.compile("\"snapshot_id\":\"([0-9a-f]{64})\"").matcher(saved.out());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private Result ledger(String... parts) {
        List<String> command = new ArrayList<>(List.of(
                "mover",
                "ledger",
                "--host=photos",
                "--tag=backup-uid=b-1",
                "--time=2026-11-26 02:00:00",
                "--summary-file=summary",
                "--backup=b-1"));
        for (String part : parts) {
            command.add("--part=" + part);
        }
        return run.run(command.toArray(String[]::new));
    }

    private String saved() {
        return run.run("dump", "--tag=ledger", "latest", "/ledger.jsonl").out();
    }

    @Test
    void tellsOfPartsAndOfTheObjectsInThem() throws Exception {
        String id = objects(OF_OBJECTS);
        Result result = ledger(VOLUME, OBJECTS.formatted(id));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains(
                        "\"captured\":3,\"excused\":1,\"failed\":1,\"first_missing\":[\"Secret *: forbidden\"],\"snapshot_id\":\"");
        assertThat(Files.readString(folder.resolve("summary"))).isEqualTo(result.out());
        assertThat(saved()).isEqualTo("""
                {"ledger":1,"backup":"b-1","host":"photos","time":"2026-11-26T02:00:00Z"}
                {"type":"volume","name":"files","outcome":"captured"}
                {"type":"objects","name":"photos","outcome":"captured","snapshot":"%1$s"}
                {"type":"object","name":"settings","outcome":"captured","apiVersion":"v1","kind":"ConfigMap",\
                "path":"configmaps/settings.json","snapshot":"%1$s"}
                {"type":"object","name":"*","outcome":"excused","by":"MOWS Backup","reason":"is measured anew",\
                "apiVersion":"v1","kind":"Event"}
                {"type":"object","name":"*","outcome":"failed","by":"the API server","reason":"forbidden",\
                "apiVersion":"v1","kind":"Secret"}
                {"captured":3,"excused":1,"failed":1}
                """.formatted(id));
        assertThat(run.run("snapshots", "--json", "--tag=backup-uid=b-1,ledger").out())
                .contains("\"time\":\"2026-11-26T02:00:00Z\"", "\"hostname\":\"photos\"", "/ledger.jsonl");
    }

    @Test
    void isMadeOnceForABackup() {
        String part = OBJECTS.formatted(objects(OF_OBJECTS));
        String first = ledger(VOLUME, part).out();
        assertThat(ledger(VOLUME, part).out()).isEqualTo(first);
    }

    @Test
    void objectsWithoutAWholeLedgerAreNotSaved() {
        String cut = OF_OBJECTS.substring(0, OF_OBJECTS.length() - 10);
        assertThat(ledger(VOLUME, OBJECTS.formatted(objects(cut))).out())
                .contains("\"captured\":1,\"excused\":0,\"failed\":1,");
        assertThat(saved()).contains("its ledger cannot be read: ledger, line 5: it is cut off");
    }

    @Test
    void aSnapshotThatIsGoneIsNotSaved() {
        assertThat(ledger(OBJECTS.formatted("ab".repeat(32))).out()).contains("\"failed\":1");
        assertThat(saved()).contains("is not in the repository");
    }

    @Test
    void whatFailedOrWasLeftOutIsTold() {
        Result result = ledger(
                "{\"type\":\"volume\",\"name\":\"a\",\"outcome\":\"failed\",\"reason\":\"no snapshot\"}",
                "{\"type\":\"volume\",\"name\":\"b\",\"outcome\":\"excused\",\"reason\":\"excluded by x: y\"}");
        assertThat(result.out())
                .contains("\"captured\":0,\"excused\":1,\"failed\":1,\"first_missing\":[\"volume a: no snapshot\"]");
        assertThat(saved()).contains("no snapshot", "excluded by x: y");
    }

    @Test
    void whatIsNoPartIsRefused() {
        assertThat(ledger("{\"type\":\"volume\"}").err()).contains("is no part: it needs type, name and outcome");
        assertThat(ledger("[]").err()).contains("'[]' is no part");
        assertThat(ledger("{\"type\":\"volume\",\"name\":\"a\",\"outcome\":\"lost\"}")
                        .err())
                .contains("'lost' is no outcome");
        assertThat(run.run("mover", "ledger").err()).contains("mover ledger needs --backup");
    }
}
