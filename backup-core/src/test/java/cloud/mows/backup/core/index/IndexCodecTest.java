package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexCodecTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    private static final class Collecting implements IndexCodec.Sink {
        final List<IndexId> superseded = new ArrayList<>();
        final List<IndexedPack> packs = new ArrayList<>();

        @Override
        public void supersedes(IndexId id) {
            superseded.add(id);
        }

        @Override
        public void pack(IndexedPack pack) {
            packs.add(pack);
        }
    }

    private static Collecting decode(String json) throws MalformedIndexException {
        Collecting sink = new Collecting();
        IndexCodec.decode(ByteSlice.of(json.getBytes(StandardCharsets.UTF_8)), sink);
        return sink;
    }

    @Test
    void readsWhatItWrote() throws Exception {
        List<IndexedPack> packs = List.of(
                new IndexedPack(
                        PackId.parse(A),
                        List.of(
                                new PackedBlob(BlobType.DATA, BlobId.parse(B), 0, 40, 0),
                                new PackedBlob(BlobType.TREE, BlobId.parse(A), 40, 140, 1 << 30))),
                new IndexedPack(PackId.parse(B), List.of()));

        ByteSlice json = IndexCodec.encode(packs);

        assertThat(new String(json.toArray(), StandardCharsets.UTF_8))
                .isEqualTo("{\"packs\":[{\"id\":\"" + A + "\",\"blobs\":[{\"id\":\"" + B
                        + "\",\"type\":\"data\",\"offset\":0,\"length\":40},{\"id\":\"" + A
                        + "\",\"type\":\"tree\",\"offset\":40,\"length\":140,\"uncompressed_length\":1073741824}]},{\"id\":\""
                        + B + "\",\"blobs\":[]}]}");
        Collecting sink = new Collecting();
        IndexCodec.decode(json, sink);
        assertThat(sink.packs).isEqualTo(packs);
        assertThat(sink.superseded).isEmpty();
    }

    @Test
    void readsOtherProgramsIndexes() throws Exception {
        Collecting sink = decode("""
                {"new":{"packs":[[{}]],"x":null},
                 "supersedes":["%s","%s"],
                 "packs":[{"blobs":[{"type":"data","more":[1,{"id":"x"}],"length":38,"id":"%s","offset":7}],"size":9,"id":"%s"}],
                 "packs_to_delete":[{"id":"%s","blobs":[]}]}
                """.formatted(A, B, B, A, B));
        assertThat(sink.superseded).containsExactly(IndexId.parse(A), IndexId.parse(B));
        assertThat(sink.packs)
                .containsExactly(new IndexedPack(
                        PackId.parse(A), List.of(new PackedBlob(BlobType.DATA, BlobId.parse(B), 7, 38, 0))));
    }

    @Test
    void takesNullsOfGoForEmptyLists() throws Exception {
        assertThat(decode("{\"packs\":null,\"supersedes\":null}").packs).isEmpty();
        assertThat(decode("{}").packs).isEmpty();
        assertThat(decode("{\"packs\":[{\"id\":\"" + A + "\",\"blobs\":null}]}").packs)
                .containsExactly(new IndexedPack(PackId.parse(A), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"packs\":[",
                "{\"packs\":{}}",
                "{\"packs\":[1]}",
                "{\"packs\":[{}]}",
                "{\"packs\":[{\"id\":5}]}",
                "{\"packs\":[{\"id\":\"abc\"}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[7]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"file\",\"offset\":0,\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":null,\"offset\":0,\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"offset\":0,\"length\":31}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"offset\":-1,\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"offset\":0.5,\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"offset\":4294967296,\"length\":40}]}]}",
                "{\"packs\":[{\"id\":\"AA\",\"blobs\":[{\"id\":\"AA\",\"type\":\"data\",\"offset\":0,\"length\":2147483647}]}]}",
                "{\"supersedes\":[5]}",
                "{\"supersedes\":[\"abc\"]}",
                "{} {}",
                "{}x",
            })
    void refusesWhatIsNoIndex(String json) {
        String whole = json.replace("AA", A);
        assertThatExceptionOfType(MalformedIndexException.class).isThrownBy(() -> decode(whole));
    }

    @Test
    void doesNotRecurseIntoUnknownFields() {
        String deep = "{\"x\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        assertThatExceptionOfType(MalformedIndexException.class).isThrownBy(() -> decode(deep));
    }
}
