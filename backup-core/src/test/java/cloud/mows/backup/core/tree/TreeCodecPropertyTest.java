package cloud.mows.backup.core.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.json.Mutations;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.BlobIds;
import cloud.mows.backup.core.id.Digest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TreeCodecPropertyTest {
    private static final String[] SEEDS = {
        "restic-0.18.1-awkward.json", "restic-0.18.1-times.json", "restic-0.18.1-empty.json"
    };

    @Test
    void anyNodesComeBack() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            List<Node> nodes = new ArrayList<>();
            TreeSet<ByteString> names = new TreeSet<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                names.add(name(random));
            }
            for (ByteString name : names) {
                nodes.add(node(name, random));
            }

            assertThat(TreeCodecTest.decode(TreeCodecTest.encode(nodes))).isEqualTo(nodes);
        }
    }

    @Test
    void damagedTreesAreTreesOrMalformed() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (String resource : SEEDS) {
            try (InputStream in = TreeCodecTest.class.getResourceAsStream(resource)) {
                byte[] tree = in.readAllBytes();
                for (int round = 0; round < 20_000; round++) {
                    TreeCodecFuzzTest.check(Mutations.mutate(tree, random));
                }
            }
        }
    }

    @Test
    void aTreeCutAnywhereIsMalformed() throws Exception {
        try (InputStream in = TreeCodecTest.class.getResourceAsStream(SEEDS[1])) {
            byte[] tree = in.readAllBytes();
            for (int length = 0; length < tree.length - 1; length++) {
                byte[] cut = Arrays.copyOf(tree, length);
                assertThatThrownBy(() -> TreeCodecTest.decode(cut)).isInstanceOf(MalformedTreeException.class);
            }
        }
    }

    private static Node node(ByteString name, Random random) {
        NodeType type = NodeType.values()[random.nextInt(NodeType.values().length)];
        NodeBuilder builder = TreeCodecTest.builder(name, type)
                .mode(random.nextInt(010000))
                .times(time(random), time(random), time(random))
                .inode(random.nextLong(), 0)
                .size(random.nextLong() >>> 1 + random.nextInt(62))
                .owner(1000, 1000, text(random), "")
                .error(text(random))
                .linkTarget(bytes(random, random.nextInt(30)));
        if (random.nextInt(4) == 0) {
            builder.xattrs(List.of(new Xattr("user." + text(random), bytes(random, random.nextInt(100)))));
        }
        if (random.nextInt(4) == 0) {
            builder.genericAttributes("{\"windows.creation_time\": [1, {\"a\": \"\\u00e4\"}]}");
        }
        if (type == NodeType.FILE) {
            BlobIds.Builder ids = new BlobIds.Builder();
            for (int i = random.nextInt(4); i > 0; i--) {
                ids.add(id(random));
            }
            builder.content(ids.build());
        }
        if (type == NodeType.DIRECTORY && random.nextBoolean()) {
            builder.subtree(id(random));
        }
        return builder.build();
    }

    private static ByteString name(Random random) {
        byte[] bytes = random.nextBoolean()
                ? ("n" + text(random).replace('/', '-')).getBytes(StandardCharsets.UTF_8)
                : bytes(random, 1 + random.nextInt(40))
                        .concat(ByteString.of("x"))
                        .toArray();
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0 || bytes[i] == '/') {
                bytes[i] = '\\';
            }
        }
        return ByteString.of(bytes);
    }

    private static ByteString bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.of(bytes);
    }

    private static String text(Random random) {
        int[] points = random.ints(random.nextInt(12), 0, random.nextBoolean() ? 0x80 : 0x110000)
                .filter(cp -> cp < 0xD800 || cp > 0xDFFF)
                .toArray();
        return new String(points, 0, points.length).replace("\0", "");
    }

    private static Instant time(Random random) {
        long second = random.nextLong(-62_167_219_200L, 253_402_300_800L);
        return Instant.ofEpochSecond(second, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private static BlobId id(Random random) {
        return new BlobId(new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong()));
    }
}
