package cloud.mows.backup.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.restic.RealRestic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that the real restic writes here and now, on this file system, come back byte for byte. */
class TreeCodecIT {
    private static final String MAKE_SOURCE = """
            set -e
            mkdir -p sub/deep/deeper empty; : > zero; echo hello > plain; ln plain hard
            ln -s plain link; ln -s "$(printf 'bad\\377\\200target')" badlink; mkfifo fifo
            # Every byte that a name can have, alone and with a neighbour.
            i=1
            while [ $i -lt 256 ]; do
                o=$(printf '%03o' $i)
                if [ $i -ne 47 ]; then
                    if [ $i -ne 10 ]; then : > "$(printf "n\\\\$o")"; fi
                    : > "sub/$(printf "a\\\\${o}b")"
                fi
                i=$((i + 1))
            done
            for cp in '\\302\\240' '\\302\\255' '\\342\\200\\250' '\\357\\277\\275' '\\357\\273\\277' '\\356\\200\\200' \\
                '\\360\\237\\230\\200' '\\363\\240\\200\\201' '\\364\\217\\277\\277' '\\355\\240\\200' '\\300\\200' '\\314\\201'; do
                : > "sub/deep/$(printf "u$cp")"
            done
            touch -d 1969-12-31T23:59:58.5Z sub/old; touch -d 2300-01-01T00:00:00.000000001Z sub/future
            chmod 6711 plain; chmod 1777 empty; chmod 0 zero
            setfattr -n user.a -v 0x00ff10 sub 2>/dev/null || true
            if [ "$(id -u)" = 0 ]; then mknod chr c 1 3 || true; mknod blk b 7 9 || true; chown 4294967294:12345 zero; fi
            """;

    @Test
    void whatResticWritesComesBackByteForByte(@TempDir Path folder) throws Exception {
        RealRestic restic = RealRestic.in(folder);
        Path source = folder.resolve("source");
        assertThat(source.toFile().mkdir()).isTrue();
        Process make = new ProcessBuilder("sh", "-c", MAKE_SOURCE)
                .directory(source.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(make.waitFor()).as(printed).isZero();
        restic.run(Map.of(), "backup", source.toString());

        ArrayDeque<String> trees = new ArrayDeque<>(List.of(rootTree(restic)));
        List<Node> all = new ArrayList<>();
        while (!trees.isEmpty()) {
            byte[] stored = restic.run(Map.of(), "cat", "blob", trees.remove());
            List<Node> nodes = TreeCodecTest.decode(stored);
            assertThat(new String(TreeCodecTest.encode(nodes), StandardCharsets.UTF_8))
                    .isEqualTo(new String(stored, StandardCharsets.UTF_8));
            for (Node node : nodes) {
                if (node.subtree() != null) {
                    trees.add(node.subtree().hex());
                }
            }
            all.addAll(nodes);
        }
        assertThat(all).hasSizeGreaterThan(520);
        assertThat(all).extracting(Node::type).contains(NodeType.FIFO, NodeType.SYMLINK, NodeType.DIRECTORY);
    }

    private static String rootTree(RealRestic restic) throws Exception {
        JsonReader in = new JsonReader(ByteSlice.of(restic.run(Map.of(), "snapshots", "--json")));
        String tree = "";
        in.beginArray();
        while (in.nextElement()) {
            in.beginObject();
            for (int field; (field = in.nextField(JsonNames.of("tree"))) != JsonReader.END; ) {
                if (field == 0) {
                    tree = in.string();
                } else {
                    in.skipValue();
                }
            }
        }
        return tree;
    }
}
