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
final class MoverComposeTest {
    private static final String VOLUME =
            "{\"type\":\"volume\",\"name\":\"files\",\"outcome\":\"captured\",\"by\":\"csi\",\"snapshot\":\"%s\"}";
    private static final String OBJECTS =
            "{\"type\":\"objects\",\"name\":\"photos\",\"outcome\":\"captured\",\"snapshot\":\"%s\"}";
    private static final String OF_OBJECTS = """
            {"ledger":1,"backup":"b-1","host":"photos","time":"2026-11-26T02:00:00Z"}
            {"type":"object","name":"settings","outcome":"captured","apiVersion":"v1","kind":"ConfigMap","path":"/objects/configmaps/settings.json"}
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

    /** The id of a snapshot of a part that has one file. */
    private String save(String part, String path, String content) {
        return save("b-1", part, path, content);
    }

    private String save(String backup, String part, String path, String content) {
        Result saved = run.withInput(content)
                .run(
                        "backup",
                        "--stdin",
                        "--stdin-filename=" + path,
                        "--host=photos",
                        "--tag=cluster=c-1,app=photos,backup=" + backup + ",backup-name=nightly,part=" + part,
                        "--json");
        assertThat(saved.exitCode()).as(saved.err()).isZero();
        Matcher id = Pattern.compile("\"snapshot_id\":\"([0-9a-f]{64})\"").matcher(saved.out());
        assertThat(id.find()).isTrue();
        return id.group(1);
    }

    private String volume() {
        return VOLUME.formatted(save("volume/files", "/volumes/files/sea.jpg", "the sea"));
    }

    private String objects(String ledger) {
        return OBJECTS.formatted(save("objects", "/objects/ledger.jsonl", ledger));
    }

    private Result compose(String... parts) {
        List<String> command = new ArrayList<>(List.of(
                "mover",
                "compose",
                "--cluster=c-1",
                "--app=photos",
                "--backup=b-1",
                "--backup-name=nightly",
                "--time=2026-11-26 02:00:00",
                "--summary-file=summary"));
        for (String part : parts) {
            command.add("--part=" + part);
        }
        return run.run(command.toArray(String[]::new));
    }

    private String ledger() {
        return run.run("dump", "latest", "/ledger.jsonl").out();
    }

    private String snapshots() {
        return run.run("snapshots", "--json").out();
    }

    @Test
    void allPartsAreOneSnapshotWithTheLedger() throws Exception {
        Result result = compose(volume(), objects(OF_OBJECTS));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("\"captured\":3,\"excused\":1,\"failed\":1,\"snapshot_id\":\"")
                .contains("\"first_missing\":[\"Secret *: forbidden\"]}")
                .doesNotContain("parts_left");
        assertThat(Files.readString(folder.resolve("summary"))).isEqualTo(result.out());
        assertThat(ledger()).isEqualTo("""
                {"ledger":1,"backup":"b-1","host":"photos","time":"2026-11-26T02:00:00Z"}
                {"type":"volume","name":"files","outcome":"captured","by":"csi","path":"/volumes/files"}
                {"type":"objects","name":"photos","outcome":"captured","path":"/objects"}
                {"type":"object","name":"settings","outcome":"captured","apiVersion":"v1","kind":"ConfigMap",\
                "path":"/objects/configmaps/settings.json"}
                {"type":"object","name":"*","outcome":"excused","by":"MOWS Backup","reason":"is measured anew",\
                "apiVersion":"v1","kind":"Event"}
                {"type":"object","name":"*","outcome":"failed","by":"the API server","reason":"forbidden",\
                "apiVersion":"v1","kind":"Secret"}
                {"captured":3,"excused":1,"failed":1}
                """);
        assertThat(snapshots())
                .containsOnlyOnce("\"short_id\"")
                .contains(
                        "\"time\":\"2026-11-26T02:00:00Z\"",
                        "\"hostname\":\"photos\"",
                        "\"paths\":[\"/\"]",
                        "\"tags\":[\"cluster=c-1\",\"app=photos\",\"backup=b-1\",\"backup-name=nightly\",\"ledger=3/1/1\"]");
        assertThat(run.run("ls", "latest", "--json").out())
                .contains("\"/volumes/files/sea.jpg\"")
                .doesNotContain("/objects/ledger.jsonl");
    }

    @Test
    void aHookThatFailedStandsInTheLedger() {
        Result result = compose(
                volume(),
                "{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"failed\",\"reason\":\"post in db-0/db: it ended with exit code 1\"}");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("\"captured\":1,\"excused\":0,\"failed\":1,")
                .contains("\"first_missing\":[\"hook db: post in db-0/db: it ended with exit code 1\"]");
        assertThat(ledger())
                .contains(
                        "{\"type\":\"hook\",\"name\":\"db\",\"outcome\":\"failed\",\"reason\":\"post in db-0/db: it ended with"
                                + " exit code 1\"}\n");
    }

    @Test
    void isMadeOnceForABackup() {
        String volume = volume();
        String objects = objects(OF_OBJECTS);
        String first = compose(volume, objects).out();
        assertThat(compose(volume, objects).out()).isEqualTo(first);
        assertThat(snapshots()).containsOnlyOnce("\"short_id\"");
    }

    /** So that what is unchanged is not read again. */
    @Test
    void theNextBackupIsComparedWithTheRestorePoint() throws Exception {
        Path data = Files.createDirectories(folder.resolve("volumes/files"));
        Files.writeString(data.resolve("a"), "unchanged");
        String[] save = {
            "backup",
            data.toString(),
            "--host=photos",
            "--json",
            "--tag=cluster=c-1,app=photos,backup=b-%s,backup-name=nightly,part=volume/files"
        };
        save[4] = save[4].replace("%s", "1");
        Matcher id = Pattern.compile("\"snapshot_id\":\"([0-9a-f]{64})\"")
                .matcher(run.run(save).out());
        assertThat(id.find()).isTrue();
        compose(VOLUME.formatted(id.group(1)));
        save[4] = save[4].replace("b-1", "b-2");
        assertThat(run.run(save).out()).contains("\"files_new\":0,\"files_changed\":0,\"files_unmodified\":1");
    }

    @Test
    void objectsWithoutAWholeLedgerAreNotSaved() {
        String cut = OF_OBJECTS.substring(0, OF_OBJECTS.length() - 10);
        assertThat(compose(volume(), objects(cut)).out()).contains("\"captured\":1,\"excused\":0,\"failed\":1,");
        assertThat(ledger()).contains("its ledger cannot be read: ledger, line 5: it is cut off");
    }

    @Test
    void aSnapshotThatIsGoneIsNotSaved() {
        assertThat(compose(OBJECTS.formatted("ab".repeat(32)), VOLUME.formatted("cd".repeat(32)))
                        .out())
                .contains("\"captured\":0,\"excused\":0,\"failed\":2");
        assertThat(ledger())
                .contains("its snapshot abab", "its snapshot cdcd", "is not in the repository")
                .doesNotContain("\"path\"");
    }

    @Test
    void whatFailedOrWasLeftOutIsTold() {
        Result result = compose(
                "{\"type\":\"volume\",\"name\":\"a\",\"outcome\":\"failed\",\"reason\":\"no snapshot\"}",
                "{\"type\":\"volume\",\"name\":\"b\",\"outcome\":\"excused\",\"reason\":\"excluded by x: y\"}");
        assertThat(result.out())
                .contains(
                        "\"captured\":0,\"excused\":1,\"failed\":1,", "\"first_missing\":[\"volume a: no snapshot\"]");
        assertThat(ledger()).contains("no snapshot", "excluded by x: y");
    }

    @Test
    void partsOfAnotherBackupStay() {
        save("b-2", "volume/files", "/volumes/files/a", "a");
        compose(volume());
        assertThat(snapshots()).contains("backup=b-2", "part=volume/files", "backup=b-1");
    }

    @Test
    void whatIsNoPartIsRefused() {
        assertThat(compose("{\"type\":\"volume\"}").err()).contains("is no part: it needs type, name and outcome");
        assertThat(compose("{\"type\":\"disk\",\"name\":\"a\",\"outcome\":\"captured\"}")
                        .err())
                .contains("is no part: its type is unknown");
        assertThat(compose("[]").err()).contains("'[]' is no part");
        assertThat(compose("{\"type\":\"volume\",\"name\":\"a\",\"outcome\":\"lost\"}")
                        .err())
                .contains("'lost' is no outcome");
        assertThat(run.run("mover", "compose").err()).contains("mover compose needs --cluster");
    }
}
