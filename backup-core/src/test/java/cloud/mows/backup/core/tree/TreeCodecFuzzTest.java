package cloud.mows.backup.core.tree;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;

/** With JAZZER_FUZZ=1 it searches; else it runs the inputs of TreeCodecFuzzTestInputs. */
class TreeCodecFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyBytesAreATreeOrMalformed(byte[] bytes) {
        check(bytes);
    }

    /** Bytes are either refused in the one way that is allowed, or a tree that survives being written again. */
    static void check(byte[] bytes) {
        List<Node> nodes = new ArrayList<>();
        try {
            TreeDecoder decoder = new TreeDecoder(ByteSlice.of(bytes));
            for (Node node; (node = decoder.next()) != null; ) {
                nodes.add(node);
            }
        } catch (MalformedTreeException expected) {
            assertThat(expected.getMessage().length()).isLessThan(1_000 + 3 * bytes.length);
            return;
        }
        byte[] encoded = TreeCodecTest.encode(nodes);
        try {
            assertThat(TreeCodecTest.decode(encoded)).isEqualTo(nodes);
        } catch (MalformedTreeException e) {
            throw new AssertionError("what we wrote we cannot read", e);
        }
        assertThat(TreeCodecTest.encode(nodes)).isEqualTo(encoded);
    }
}
