package cloud.mows.backup.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.SnapshotId;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecTest {
    private static final String TREE = "05b5255ac99fd31de4dc5e7097c05698d9e61f7e654b64306620fedb537d6208";

    @ParameterizedTest
    @ValueSource(strings = {"restic-0.18.1-abcef251.json", "restic-0.18.1-18c9c68d.json"})
    void whatResticWroteComesBackByteForByte(String resource) throws Exception {
        String stored = unindented(resource);

        assertThat(json(decode(stored))).isEqualTo(stored);
    }

    @Test
    void readsWhatResticMeant() throws Exception {
        Snapshot snapshot = decode(unindented("restic-0.18.1-abcef251.json"));

        assertThat(snapshot.time()).isEqualTo("2026-11-22T07:12:58.860256983Z");
        assertThat(snapshot.tree().hex()).isEqualTo(TREE);
        assertThat(snapshot.hostname()).isEqualTo("h<>");
        assertThat(snapshot.tags()).containsExactly("a", "b", "c\"d");
        assertThat(snapshot.excludes()).containsExactly("*.tmp");
        assertThat(snapshot.parent()).isNull();
        SnapshotSummary summary = snapshot.summary();
        assertThat(summary).isNotNull();
        assertThat(summary.dataAdded()).isEqualTo(6752);
        assertThat(summary.totalFilesProcessed()).isEqualTo(11);
    }

    @Test
    void aTimeKeepsItsOffset() throws Exception {
        Snapshot snapshot = decode(unindented("restic-0.18.1-18c9c68d.json"));

        assertThat(snapshot.time()).isEqualTo("2026-11-22T07:12:59.594176851Z");
        assertThat(snapshot.offset()).isEqualTo(ZoneOffset.ofHoursMinutes(5, 30));
        assertThat(snapshot.localTime()).hasToString("2026-11-22T12:42:59.594176851+05:30");
    }

    @Test
    void whatOtherProgramsWroteIsKept() throws Exception {
        String json = "{\"time\":\"2026-11-22T07:12:58-03:00\",\"tree\":\"" + TREE + "\",\"paths\":[\"/a\"],"
                + "\"summary\":{\"backup_start\":\"2026-11-22T07:12:58Z\",\"backup_end\":\"2026-11-22T07:12:59Z\","
                + "\"files_new\":1,\"files_changed\":0,\"files_unmodified\":0,\"dirs_new\":0,\"dirs_changed\":0,"
                + "\"dirs_unmodified\":0,\"data_blobs\":0,\"tree_blobs\":0,\"data_added\":0,\"data_added_packed\":0,"
                + "\"total_files_processed\":0,\"total_bytes_processed\":0,\"command\":\"x \\u00e4\",\"total_duration\":1.5e-3},"
                + "\"label\":\"weekly\",\"delete\":{\"After\":[1, null ,true]}}";

        Snapshot snapshot = decode(json);

        assertThat(snapshot.otherFields()).containsEntry("label", "\"weekly\"");
        assertThat(json(snapshot.toBuilder().build())).isEqualTo(json);
    }

    @Test
    void whatIsEmptyIsNotWritten() throws Exception {
        Snapshot least = Snapshot.builder(Instant.EPOCH, ZoneOffset.UTC, BlobId.parse(TREE))
                .build();

        assertThat(json(least)).isEqualTo("{\"time\":\"1970-01-01T00:00:00Z\",\"tree\":\"" + TREE + "\",\"paths\":[]}");
        assertThat(decode(json(least))).isEqualTo(least);
    }

    @Test
    void everyFieldSurvives() throws Exception {
        Snapshot all = Snapshot.builder(
                        Instant.parse("2026-03-01T00:00:00.000000001Z"),
                        ZoneOffset.ofHoursMinutes(-9, -30),
                        BlobId.parse(TREE))
                .paths(List.of("/ä", "C:\\x"))
                .hostname("höst")
                .user("me", 4294967295L, 1000)
                .excludes(List.of("\u2028"))
                .tags(List.of(""))
                .parent(SnapshotId.parse("01".repeat(32)))
                .original(SnapshotId.parse("02".repeat(32)))
                .programVersion("mows-backup 0.1.0")
                .build();

        assertThat(decode(json(all))).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | '{' expected",
                "{} | without a time",
                "{\"time\":\"2026-11-22T07:12:58Z\",\"tree\":null} | without a tree",
                "{\"time\":\"yesterday\"} | byte 19: not a time",
                "{\"uid\":4294967296} | larger than 4294967295",
                "{\"paths\":\"/\"} | '[' expected",
                "{\"tags\":[1]} | a string expected",
                "{\"summary\":{\"files_new\":-1}} | not negative",
            })
    void saysWhatIsWrong(String json, String message) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(MalformedSnapshotException.class)
                .hasMessageContaining(message);
    }

    private static Snapshot decode(String json) throws MalformedSnapshotException {
        return SnapshotCodec.decode(ByteSlice.of(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String json(Snapshot snapshot) {
        return new String(SnapshotCodec.encode(snapshot).toArray(), StandardCharsets.UTF_8);
    }

    /** {@code restic cat snapshot} prints with line breaks and indentation what is stored without. */
    private static String unindented(String resource) throws Exception {
        try (InputStream in = SnapshotCodecTest.class.getResourceAsStream(resource)) {
            assertThat(in).as(resource).isNotNull();
            StringBuilder joined = new StringBuilder();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> joined.append(line.strip().replaceFirst("^(\"\\w+\"): ", "$1:")));
            return joined.toString();
        }
    }
}
