package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two backups of one folder, a day apart, seen through every command. */
final class SnapshotCommandsTest {
    private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path folder;

    private CommandRun mows;
    private Path source;
    private String first;
    private String second;

    @BeforeEach
    void backUpTwice() throws IOException {
        mows = new CommandRun(folder);
        source = Files.createDirectories(folder.resolve("source"));
        assertThat(mows.run("init").exitCode()).isZero();
        write("note.txt", "one");
        write("gone.txt", "away");
        backup(FIRST, "--tag", "old,x");
        Files.delete(source.resolve("gone.txt"));
        write("note.txt", "other");
        Files.createDirectory(source.resolve("sub"));
        write("sub/new.txt", "new");
        backup(SECOND, "--tag", "new");
        List<String> ids = mows.run("snapshots", "--json")
                .out()
                .lines()
                .flatMap(line -> Pattern.compile("\"short_id\":\"([0-9a-f]{8})\"")
                        .matcher(line)
                        .results()
                        .map(result -> result.group(1)))
                .toList();
        assertThat(ids).hasSize(2);
        first = ids.get(0);
        second = ids.get(1);
    }

    private void write(String name, String text) throws IOException {
        Path file = source.resolve(name);
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(FIRST));
    }

    private void backup(Instant time, String... more) {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"backup", source.toString(), "--host", "turm"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        Result result =
                new CommandRun(folder).withClock(InstantSource.fixed(time)).run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void listsSnapshots() {
        String pathHead = "Paths" + " ".repeat(source.toString().length() - 5);
        assertThat(mows.run("snapshots").out())
                .isEqualTo("ID        Time                 Host        Tags        " + pathHead + "  Size\n"
                        + "-".repeat(61 + source.toString().length()) + "\n"
                        + first + "  2026-11-20 10:00:00  turm        old,x       " + source + "  7 B\n"
                        + second + "  2026-11-21 10:00:00  turm        new         " + source + "  8 B\n"
                        + "-".repeat(61 + source.toString().length()) + "\n"
                        + "2 snapshots\n");
        assertThat(mows.run("snapshots", "--compact", "--tag", "old,x").out())
                .isEqualTo("ID        Time                 Host  Tags    Size\n"
                        + "-------------------------------------------------\n"
                        + first + "  2026-11-20 10:00:00  turm  old     7 B\n"
                        + "                                     x\n"
                        + "-------------------------------------------------\n"
                        + "1 snapshots\n");
        assertThat(mows.run("snapshots", "--latest", "1").out())
                .contains(second)
                .doesNotContain(first);
        assertThat(mows.run("snapshots", "--host", "else").out()).endsWith("0 snapshots\n");
        assertThat(mows.run("snapshots", "--host", "else", "--json").out()).isEqualTo("[]\n");
        assertThat(mows.run("snapshots", "-g", "host,tags").out())
                .contains(
                        "snapshots for (host [turm], tags [old, x]):\n", "snapshots for (host [turm], tags [new]):\n");
        assertThat(mows.run("snapshots", "-g", "host", "--json").out())
                .startsWith(
                        "[{\"group_key\":{\"hostname\":\"turm\",\"paths\":null,\"tags\":null},\"snapshots\":[{\"time\":");
        assertThat(mows.run("snapshots", "00000000").exitCode()).isOne();
    }

    @Test
    void listsFiles() {
        Result listed = mows.run("ls", "latest:" + source);
        assertThat(listed.out())
                .isEqualTo("snapshot " + second + " of [" + source + "] at 2026-11-21 10:00:00 by "
                        + System.getProperty("user.name") + "@turm:\n/note.txt\n/sub\n/sub/new.txt\n");
        assertThat(mows.run("-q", "ls", second + ":" + source, "/sub").out()).isEqualTo("/sub\n/sub/new.txt\n");
        assertThat(mows.run("-q", "ls", "-l", second + ":" + source, "/note.txt")
                        .out())
                .matches("-rw-r--r-- +\\d+ +\\d+      5 2026-11-20 10:00:00 /note.txt\n");
        assertThat(mows.run("ls", "latest:" + source, "--json").out().lines().skip(1))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("{\"name\":\"note.txt\",\"type\":\"file\",\"path\":\"/note.txt\",\"uid\":")
                .contains("\"size\":5,\"mode\":420,\"permissions\":\"-rw-r--r--\",\"mtime\":\"2026-11-20T10:00:00Z\"")
                .endsWith(",\"message_type\":\"node\",\"struct_type\":\"node\"}");
        Result absent = mows.run("-q", "ls", second + ":" + source, "/absent", "/note.txt", "/sub/absent");
        assertThat(absent.exitCode()).isOne();
        assertThat(absent.out()).isEqualTo("/note.txt\n");
        assertThat(absent.err()).startsWith("mows-backup: there is no /absent, no /sub/absent in the snapshot\n");
        assertThat(mows.run("ls", second + ":" + source, "/").exitCode()).isZero();
        assertThat(mows.run("ls", "latest", "relative").err()).contains("folders of a snapshot are absolute");
    }

    @Test
    void findsFilesAndBlobs() {
        assertThat(mows.run("find", "GONE*")).isEqualTo(new Result(0, "", "nothing is found of 'GONE*'\n"));
        assertThat(mows.run("find", "GONE*", "--quiet")).isEqualTo(new Result(0, "", ""));
        Result some = mows.run("find", "GONE*", "gone*", "--json");
        assertThat(some.exitCode()).isZero();
        assertThat(some.out()).contains("\"hits\":1");
        assertThat(some.err()).isEmpty();
        assertThat(mows.run("find", "GONE*", "--json").out()).isEqualTo("[]\n");
        assertThat(mows.run("find", "--blob", "0000000000").exitCode()).isZero();
        assertThat(mows.run("find", "--pack", "0000000000").exitCode()).isOne();
        assertThat(mows.run("find", "-i", "GONE*").out())
                .isEqualTo("Found matching entries in snapshot " + first + " from 2026-11-20 10:00:00\n" + source
                        + "/gone.txt\n");
        assertThat(mows.run("find", "*.txt", "--json", "-s", second).out())
                .startsWith("[{\"matches\":[{\"path\":\"" + source + "/note.txt\",\"permissions\":")
                .contains("\"hits\":2,\"snapshot\":\"" + second);
        assertThat(mows.run("find", "note.txt", "--oldest", "2026-11-20 10:00:01")
                        .out())
                .isEmpty();
        assertThat(mows.run("find", "note.txt", "--newest", "2026-11-20T10:00:00Z")
                        .out())
                .contains(first, second);
        assertThat(mows.run("find", "--tree", "xyz").err()).contains("'xyz' is no identifier");
        // SHA-256 of "away"
        Result blob = mows.run("find", "--blob", sha256("away"));
        assertThat(blob.out())
                .isEqualTo("Found blob " + sha256("away") + "\n ... in file " + source + "/gone.txt\n ... in snapshot "
                        + first + " (2026-11-20 10:00:00)\n");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void comparesSnapshots() {
        Result compared = mows.run("diff", first + ":" + source, second + ":" + source);
        assertThat(compared.out().lines().limit(6))
                .containsExactly(
                        "comparing snapshot " + first + " to " + second + ":",
                        "",
                        "-    /gone.txt",
                        "M    /note.txt",
                        "+    /sub/",
                        "+    /sub/new.txt");
        assertThat(compared.out())
                .contains(
                        "Files:           1 new,     1 removed,     1 changed\n",
                        "Dirs:            1 new,     0 removed\n",
                        "Data Blobs:      2 new,     2 removed\n",
                        "Tree Blobs:      2 new,     1 removed\n");
        assertThat(mows.run("diff", second, second, "--json").out())
                .isEqualTo("{\"message_type\":\"statistics\",\"source_snapshot\":\"" + second
                        + "\",\"target_snapshot\":\"" + second
                        + "\",\"changed_files\":0,\"added\":{\"files\":0,\"dirs\":0,"
                        + "\"others\":0,\"data_blobs\":0,\"tree_blobs\":0,\"bytes\":0},\"removed\":{\"files\":0,\"dirs\":0,"
                        + "\"others\":0,\"data_blobs\":0,\"tree_blobs\":0,\"bytes\":0}}\n");
    }

    @Test
    void addsUpSizes() {
        assertThat(mows.run("stats", "--mode", "files-by-contents", "--json").out())
                .isEqualTo("{\"total_size\":15,\"total_file_count\":4,\"snapshots_count\":2}\n");
        assertThat(mows.run("stats", "--mode", "blobs-per-file", second, "--json")
                        .out())
                .isEqualTo("{\"total_size\":8,\"total_file_count\":2,\"total_blob_count\":2,\"snapshots_count\":1}\n");
        assertThat(mows.run("stats", "--mode", "raw-data").out())
                .startsWith("Stats in raw-data mode:\n     Snapshots processed:  2\n")
                .contains("Compression Ratio:");
        assertThat(mows.run("stats", "latest").out())
                .startsWith("Stats in restore-size mode:\n     Snapshots processed:  1\n")
                .endsWith("              Total Size:  8 B\n");
        assertThat(mows.run("stats", "--mode", "x").err())
                .startsWith("mows-backup: --mode: 'x' is none of restore-size");
    }

    @Test
    void changesTags() {
        Result tagged = mows.run("tag", "--add", "kept", "--remove", "x", first);
        assertThat(tagged).isEqualTo(new Result(0, "modified 1 snapshot\n", ""));
        assertThat(mows.run("snapshots", "--tag", "old,kept", "--json").out())
                .contains("\"tags\":[\"old\",\"kept\"],\"original\":\"" + first);
        assertThat(mows.run("tag", "--set", "", "--json").out())
                .contains("{\"message_type\":\"changed\",\"old_snapshot_id\":\"")
                .endsWith("{\"message_type\":\"summary\",\"changed_snapshots\":2}\n");
        assertThat(mows.run("tag", "--set", "a", "--add", "b").exitCode()).isOne();
        assertThat(mows.run("tag").err()).contains("nothing to change");
    }

    /** What a cluster's retention runs: what bears one of the tags goes, also if some of it is gone already. */
    @Test
    void forgetsAllThatBearsATag() {
        String[] command = {"forget", "--unsafe-allow-remove-all", "--tag=old", "--tag=never-there"};
        for (int i = 0; i < 2; i++) {
            assertThat(mows.run(command).exitCode()).isZero();
            assertThat(mows.run("list", "snapshots").out().strip())
                    .startsWith(second)
                    .hasLineCount(1);
        }
    }

    /** An empty host, as of a variable that is not set, is no filter either. */
    @Test
    void forgetsNotEverythingOfEverybody() {
        for (List<String> command : List.of(
                List.of("forget", "--unsafe-allow-remove-all"),
                List.of("forget", "--unsafe-allow-remove-all", "--host="),
                List.of("forget", "--unsafe-allow-remove-all", "--prune", "--json"),
                List.of("forget", "--unsafe-allow-remove-all", "--dry-run"),
                List.of("forget", "--unsafe-allow-remove-all", "--keep-tag=never-there"))) {
            Result refused = mows.run(command.toArray(String[]::new));
            assertThat(refused.exitCode()).as("%s", command).isOne();
            assertThat(refused.err()).contains("--unsafe-allow-remove-all", "--host, --tag or --path");
            assertThat(mows.run("list", "snapshots").out().lines()).hasSize(2);
        }
        assertThat(mows.run("forget", "--unsafe-allow-remove-all", "--keep-last=1")
                        .exitCode())
                .isZero();
        assertThat(mows.run("list", "snapshots").out().lines()).hasSize(1);
        assertThat(mows.run("forget", "--unsafe-allow-remove-all", "--host=turm", "--keep-tag=never-there")
                        .exitCode())
                .isZero();
        assertThat(mows.run("list", "snapshots").out()).isEmpty();
    }

    @Test
    void forgetsByPolicyAndByName() {
        Result dry = mows.run("forget", "--keep-last", "1", "--dry-run", "--compact");
        assertThat(dry.out())
                .isEqualTo("Applying Policy: keep 1 latest snapshots\n"
                        + "snapshots for (host [turm], paths [" + source + "]):\n\n"
                        + "keep 1 snapshots:\n"
                        + "ID        Time                 Host  Tags    Reasons        Size\n"
                        + "----------------------------------------------------------------\n"
                        + second + "  2026-11-21 10:00:00  turm  new     last snapshot  8 B\n"
                        + "----------------------------------------------------------------\n"
                        + "1 snapshots\n\n"
                        + "remove 1 snapshots:\n"
                        + "ID        Time                 Host  Tags    Size\n"
                        + "-------------------------------------------------\n"
                        + first + "  2026-11-20 10:00:00  turm  old     7 B\n"
                        + "                                     x\n"
                        + "-------------------------------------------------\n"
                        + "1 snapshots\n\n"
                        + "Would have removed the following snapshots:\n{" + first + "}\n\n");
        assertThat(mows.run("forget", "--keep-last", "1", "--dry-run", "--json").out())
                .startsWith("[{\"tags\":null,\"host\":\"turm\",\"paths\":[\"" + source + "\"],\"keep\":[{\"time\":")
                .contains("\"matches\":[\"last snapshot\"]");
        assertThat(mows.run("forget").err()).contains("no policy");
        assertThat(mows.run("list", "snapshots").out().lines()).hasSize(2);
        assertThat(mows.run("forget", first, "--prune").exitCode()).isZero();
        assertThat(mows.run("list", "snapshots").out().strip()).startsWith(second);
        assertThat(mows.run("check", "--read-data").exitCode()).isZero();
        assertThat(mows.run("prune", "--dry-run").out()).contains("total prune:", "remaining:");
    }

    @Test
    void copiesToAnotherRepository() {
        CommandRun offsite = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("offsite").toString())
                .with("RESTIC_FROM_REPOSITORY", folder.resolve("repo").toString())
                .with("RESTIC_FROM_PASSWORD", "geheim");
        assertThat(offsite.run("init").exitCode()).isZero();
        assertThat(offsite.run("copy", "--tag", "new", "--json").out())
                .startsWith("{\"message_type\":\"summary\",\"snapshots_copied\":1,\"snapshots_skipped\":0,");
        assertThat(offsite.run("copy").out()).contains("copied 1 snapshot, 1 were there already");
        assertThat(offsite.run("check", "--read-data").exitCode()).isZero();
        assertThat(new CommandRun(folder).run("copy").err()).contains("--from-repo says where to copy from");
    }

    @Test
    void repairsFromAnotherRepository() throws IOException {
        CommandRun offsite = new CommandRun(folder)
                .with("RESTIC_REPOSITORY", folder.resolve("offsite").toString());
        assertThat(offsite.run("init").exitCode()).isZero();
        offsite.with("RESTIC_FROM_PASSWORD", "geheim");
        assertThat(offsite.run("copy", "--from-repo", folder.resolve("repo").toString())
                        .exitCode())
                .isZero();
        String pack = mows.run("list", "packs").out().lines().findFirst().orElseThrow();
        Path file = folder.resolve("repo/data/" + pack.substring(0, 2) + "/" + pack);
        byte[] bytes = Files.readAllBytes(file);
        bytes[10] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
        assertThat(mows.run("check", "--read-data").exitCode()).isOne();
        mows.with("RESTIC_FROM_PASSWORD", "geheim");
        Result repaired = mows.run(
                "repair",
                "packs",
                pack,
                "--from-repo",
                folder.resolve("offsite").toString());
        assertThat(repaired.err()).contains("pack " + pack.substring(0, 8), "does not authenticate");
        assertThat(repaired.out()).contains("1 come from the second repository");
        assertThat(mows.run("check", "--read-data").exitCode()).isZero();
        assertThat(mows.run("repair", "index").out()).isEqualTo("the index agrees with the packs\n");
        assertThat(mows.run("repair", "snapshots").out()).isEqualTo("no snapshot misses anything\n");
        assertThat(mows.run(
                                "repair",
                                "blobs",
                                "--from-repo",
                                folder.resolve("offsite").toString())
                        .out())
                .isEqualTo("fetched 0 blobs\n");
    }
}
