package cloud.mows.backup.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Rfc3339;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeCodecTest {
    /** Written by restic 0.18.1 for directories with awkward names, every file type, extended attributes, odd times. */
    @ParameterizedTest
    @ValueSource(strings = {"restic-0.18.1-awkward.json", "restic-0.18.1-times.json", "restic-0.18.1-empty.json"})
    void whatResticWroteComesBackByteForByte(String resource) throws Exception {
        byte[] tree = resource(resource);

        List<Node> nodes = decode(tree);

        assertThat(text(encode(nodes))).isEqualTo(text(tree));
    }

    @Test
    void readsWhatResticMeant() throws Exception {
        List<Node> nodes = decode(resource("restic-0.18.1-awkward.json"));

        assertThat(nodes)
                .extracting(n -> HexFormat.of().formatHex(n.name().toArray()))
                .contains(
                        hex("nl\nname"),
                        hex("tab\tq\"b\\s"),
                        hex("inv") + "fffe",
                        hex("<&>"),
                        hex("nbsp\u00a0\u00ad\u2028😀\ue000\udb40\udc01\u007f\u0007\u000b\u0085"));
        Node setuid = named(nodes, "<&>");
        assertThat(setuid.mode()).isEqualTo(06755);
        assertThat(setuid.mtime().getNano()).isNotZero();
        assertThat(named(nodes, "empty").content()).isEqualTo(BlobIds.EMPTY);
        assertThat(named(nodes, "empty").mode()).isZero();
        assertThat(named(nodes, "emptydir").mode()).isEqualTo(01777);
        assertThat(named(nodes, "emptydir").subtree()).isNotNull();
        assertThat(named(nodes, "chr").type()).isEqualTo(NodeType.CHARACTER_DEVICE);
        assertThat(named(nodes, "chr").device()).isEqualTo(259);
        assertThat(named(nodes, "blk").type()).isEqualTo(NodeType.BLOCK_DEVICE);
        assertThat(named(nodes, "fifo").type()).isEqualTo(NodeType.FIFO);
        assertThat(named(nodes, "link").linkTarget()).isEqualTo(ByteString.of("plain"));
        assertThat(HexFormat.of().formatHex(named(nodes, "badlink").linkTarget().toArray()))
                .isEqualTo(hex("bad") + "ff" + hex("target"));
        assertThat(named(nodes, "hard").links()).isEqualTo(2);
        assertThat(named(nodes, "hard").inode()).isEqualTo(named(nodes, "plain").inode());
        assertThat(named(nodes, "plain").xattrs())
                .containsExactlyInAnyOrder(
                        new Xattr("user.full", ByteString.of("value")), new Xattr("user.empty", ByteString.EMPTY));
    }

    @Test
    void timesOfAnotherZoneAreTheSameMoments() throws Exception {
        assertThat(decode(resource("restic-0.18.1-kolkata.json")))
                .extracting(Node::mtime)
                .isEqualTo(decode(resource("restic-0.18.1-awkward.json")).stream()
                        .map(Node::mtime)
                        .toList());
    }

    @Test
    void namesAreInTheOrderOfTheirBytes() {
        TreeEncoder encoder = new TreeEncoder();
        encoder.add(file("b"));

        assertThatThrownBy(() -> encoder.add(file("b"))).hasMessage("'b' after 'b' is out of order");
        assertThatThrownBy(() -> encoder.add(file("a"))).isInstanceOf(IllegalArgumentException.class);
        encoder.add(file("ä"));
        assertThat(encoder.count()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "a\0"})
    void refusesNamesThatWouldLeaveTheDirectory(String name) {
        assertThatThrownBy(() -> new TreeEncoder().add(file(name))).isInstanceOf(IllegalArgumentException.class);
        String quoted = name.replace("\0", "\\\\x00");
        assertMalformed("{\"nodes\":[{\"name\":\"" + quoted + "\",\"type\":\"file\"}]}", "entry 0");
    }

    @Test
    void anEncoderIsUsedAgain() {
        TreeEncoder encoder = new TreeEncoder();
        encoder.add(file("z"));
        encoder.finish();
        assertThatThrownBy(() -> encoder.add(file("zz"))).isInstanceOf(IllegalStateException.class);
        encoder.reset();

        assertThat(new String(encoder.finish().toArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"nodes\":[]}\n");
    }

    @Test
    void skipsWhatItDoesNotKnow() throws Exception {
        List<Node> nodes = decode("""
                {"future":{"a":[1,-2.5e3,{"b":null}]},"nodes":[
                  {"new":[[]],"name":"n","type":"file","size":3,"x":true,"content":null,"uid":null}
                ],"after":"\\u00e4"}
                """.getBytes(StandardCharsets.UTF_8));

        assertThat(nodes).hasSize(1);
        assertThat(nodes.getFirst().size()).isEqualTo(3);
        assertThat(nodes.getFirst().mtime()).isEqualTo(Rfc3339.UNSET);
    }

    @Test
    void anUnknownTypeIsKeptAsIrregular() throws Exception {
        assertThat(decode("{\"nodes\":[{\"name\":\"n\",\"type\":\"portal\"}]}".getBytes(StandardCharsets.UTF_8)))
                .extracting(Node::type)
                .containsExactly(NodeType.IRREGULAR);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-22T08:00:25.5+01:00 | 2026-11-22T07:00:25.5Z",
                "2026-11-22T00:00:00-09:30   | 2026-11-22T09:30:00Z",
                "2024-02-29T23:59:59.000000001Z | 2024-02-29T23:59:59.000000001Z",
                "0001-01-01T00:00:00Z | 0001-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z | 0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z | 9999-12-31T23:59:59.999999999Z",
                "1969-12-31T23:59:58.1234567899Z | 1969-12-31T23:59:58.123456789Z"
            })
    void readsTimesWithAnyOffset(String written, Instant expected) throws Exception {
        String json = "{\"nodes\":[{\"name\":\"n\",\"type\":\"file\",\"mtime\":\"" + written + "\"}]}";

        assertThat(decode(json.getBytes(StandardCharsets.UTF_8)).getFirst().mtime())
                .isEqualTo(expected);
    }

    @Test
    void writesTimesOutOfRangeAsTheNearestThatFits() {
        Node node = builder(ByteString.of("n"), NodeType.FILE)
                .times(Instant.MAX, Instant.MIN, Instant.EPOCH)
                .build();

        assertThat(text(encode(List.of(node))))
                .contains("\"mtime\":\"9999-12-31T23:59:59.999999999Z\"")
                .contains("\"atime\":\"0000-01-01T00:00:00Z\"")
                .contains("\"ctime\":\"1970-01-01T00:00:00Z\"");
    }

    @Test
    void writesWhatResticReads() {
        Node node = builder(ByteString.of("n"), NodeType.FILE)
                .inode(-1L, 0)
                .genericAttributes("{\"windows.file_attributes\":32}")
                .content(BlobIds.of(BlobId.parse("ab".repeat(32))))
                .build();

        assertThat(text(encode(List.of(node))))
                .isEqualTo("{\"nodes\":[{\"name\":\"n\",\"type\":\"file\",\"mode\":420,"
                        + "\"mtime\":\"1970-01-01T00:00:00Z\",\"atime\":\"1970-01-01T00:00:00Z\","
                        + "\"ctime\":\"1970-01-01T00:00:00Z\",\"uid\":1000,\"gid\":1000,"
                        + "\"inode\":18446744073709551615,\"links\":1,"
                        + "\"generic_attributes\":{\"windows.file_attributes\":32},"
                        + "\"content\":[\"" + "ab".repeat(32) + "\"]}]}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | '{' expected",
                "{} | without nodes",
                "{\"nodes\":null} | '[' expected",
                "{\"nodes\":[{\"name\":\"a\"} | ',' or ']'",
                "{\"nodes\":[{\"name\":\"b\"},{\"name\":\"a\"}]} | out of order or twice, after 'b'",
                "{\"nodes\":[{\"name\":\"b\"},{\"name\":\"b\"}]} | entry 1 ('b'), byte 35",
                "{\"nodes\":[{\"name\":\"a\",\"mode\":-1}]} | not negative",
                "{\"nodes\":[{\"name\":\"a\",\"mode\":4294967296}]} | larger than 4294967295",
                "{\"nodes\":[{\"name\":\"a\",\"uid\":1.5}]} | whole number",
                "{\"nodes\":[{\"name\":\"a\",\"inode\":18446744073709551616}]} | more than 64 bits",
                "{\"nodes\":[{\"name\":\"a\",\"size\":9223372036854775808}]} | larger than",
                "{\"nodes\":[{\"name\":\"a\",\"mtime\":\"2023-02-29T00:00:00Z\"}]} | not a time",
                "{\"nodes\":[{\"name\":\"a\",\"mtime\":\"2023-02-28T00:00:00\"}]} | not a time",
                "{\"nodes\":[{\"name\":\"a\",\"content\":[\"abcd\"]}]} | 64 hexadecimal",
                "{\"nodes\":[{\"name\":\"a\",\"linktarget_raw\":\"?\"}]} | not base64",
                "{\"nodes\":[{\"name\":\"a\\\\q\"}]} | not quoted",
                "{\"nodes\":[{\"name\":\"a\\q\"}]} | unknown escape",
                "{\"nodes\":[{\"name\":\"a\\u12\"}]} | four hexadecimal",
                "{\"nodes\":[]} x | after the end",
            })
    void saysWhatIsWrong(String json, String message) {
        assertMalformed(json, message);
    }

    @Test
    void nestingIsBounded() {
        assertMalformed("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"nodes\":[]}", "nested more than");
    }

    private static void assertMalformed(String json, String message) {
        assertThatThrownBy(() -> decode(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedTreeException.class)
                .hasMessageContaining(message);
    }

    private static Node file(String name) {
        return builder(ByteString.of(name), NodeType.FILE).build();
    }

    /** What most files have. */
    static NodeBuilder builder(ByteString name, NodeType type) {
        return new NodeBuilder(name, type)
                .mode(0644)
                .times(Instant.EPOCH, Instant.EPOCH, Instant.EPOCH)
                .owner(1000, 1000, "", "")
                .links(1);
    }

    private static Node named(List<Node> nodes, String name) {
        return nodes.stream()
                .filter(n -> n.name().equals(ByteString.of(name)))
                .findFirst()
                .orElseThrow();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    static List<Node> decode(byte[] tree) throws MalformedTreeException {
        TreeDecoder decoder = new TreeDecoder(ByteSlice.of(tree));
        List<Node> nodes = new ArrayList<>();
        for (Node node; (node = decoder.next()) != null; ) {
            nodes.add(node);
        }
        assertThat(decoder.next()).isNull();
        return nodes;
    }

    static byte[] encode(List<Node> nodes) {
        TreeEncoder encoder = new TreeEncoder();
        nodes.forEach(encoder::add);
        return encoder.finish().toArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TreeCodecTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
