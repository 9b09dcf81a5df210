package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.pattern.PathPatterns;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that came after the backup go where a database would read them, and stay everywhere else. */
@Timeout(60)
class ExtractDatabasesTest {
    private static final byte[] LOG = HexFormat.of().parseHex("377f068200000000");
    private static final byte[] JOURNAL = HexFormat.of().parseHex("d9d505f920a163d7");

    private final ExtractFixture fixture = new ExtractFixture(new MemoryStorage());

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        fixture.close();
    }

    private Path file(String name, byte... content) throws Exception {
        Path file = folder.resolve("data").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, content);
    }

    /** What is there after a restore that was not in the snapshot; files that are there before are made by {@code later}. */
    private Set<String> staying(ExtractRequest request, String... later) throws Exception {
        Set<String> saved = files();
        for (String each : later) {
            byte[] content = each.endsWith("-wal") ? LOG : each.endsWith("-journal") ? JOURNAL : new byte[] {1};
            file(each, content);
        }
        fixture.restore(request.withDeletion(Deletion.IN_DATABASES), folder.resolve("data"));
        assertThat(fixture.problems).isEmpty();
        Set<String> there = files();
        assertThat(there).containsAll(saved);
        there.removeAll(saved);
        return there;
    }

    private Set<String> files() throws Exception {
        Path data = folder.resolve("data");
        try (Stream<Path> all = Files.walk(data)) {
            return all.filter(Files::isRegularFile)
                    .map(each -> data.relativize(each).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private ExtractRequest saved() {
        return ExtractRequest.all(fixture.save(folder.resolve("data")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PG_VERSION global/1 pg_wal/1",
                "ibdata1",
                "WiredTiger WiredTiger.wt",
                "member/snap/1 member/wal/1",
                "chunks_head/1 wal/1",
                "CURRENT MANIFEST-000004",
                "PG_15_202209061/1"
            })
    void aFolderOfADatabaseBecomesExactlyWhatItWas(String names) throws Exception {
        for (String name : names.split(" ")) {
            file("db/" + name);
        }
        file("kept/photo");
        String below =
                names.startsWith("PG_15") ? "db/PG_15_202209061" : names.startsWith("member") ? "db/member" : "db";
        assertThat(staying(
                        saved(),
                        below + "/later",
                        below + "/global/later",
                        below + "/deep/er/later",
                        "kept/new",
                        "new"))
                .containsExactly("kept/new", "new");
    }

    @Test
    void theTopCanBeOne() throws Exception {
        file("ibdata1");
        assertThat(staying(saved(), "ib_logfile7", "shop/orders.ibd")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PG_VERSION",
                "ibdata",
                "WiredTiger",
                "snap/1 wal/1",
                "member/snap/1 member/wal/1 member/notes",
                "wal/1",
                "CURRENT MANIFEST",
                "PG_15/1"
            })
    void whatOnlyLooksLikeOneDoesNot(String names) throws Exception {
        for (String name : names.split(" ")) {
            file(name);
        }
        assertThat(staying(saved(), "new", "member/new")).containsExactly("member/new", "new");
    }

    @Test
    void logsAndJournalsOfSqliteGo() throws Exception {
        file("a.db", (byte) 1);
        file("b", (byte) 1);
        file("b-wal", LOG);
        assertThat(staying(saved(), "a.db-wal", "a.db-journal", "b-journal", "other-wal", "-wal"))
                .containsExactly("-wal", "other-wal");
    }

    @Test
    void whatOnlyHasTheNameOfALogStays() throws Exception {
        file("notes", (byte) 1);
        BlobId tree = fixture.save(folder.resolve("data"));
        file("notes-journal", (byte) 'D', (byte) 'e', (byte) 'a', (byte) 'r');
        file("notes-wal");
        assertThat(staying(ExtractRequest.all(tree))).isEmpty();
        assertThat(files()).contains("notes-journal", "notes-wal");
    }

    /** Also where patterns select the database alone. */
    @Test
    void whatIsNotSelectedStays() throws Exception {
        file("a.db", (byte) 1);
        file("b.db", (byte) 1);
        ExtractRequest one =
                saved().withSelection(PatternSelection.including(List.of(PathPatterns.of(List.of("/a.db")))));
        assertThat(staying(one, "a.db-wal", "b.db-wal")).containsExactly("b.db-wal");
    }
}
