package cloud.mows.backup.core.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** With JAZZER_FUZZ=1 it searches; else it runs the inputs of SnapshotCodecFuzzTestInputs. */
class SnapshotCodecFuzzTest {
    @FuzzTest(maxDuration = "5m")
    void anyBytesAreASnapshotOrMalformed(byte[] bytes) {
        check(bytes);
    }

    /** Bytes are either refused in the one way that is allowed, or a snapshot that survives being written again. */
    static void check(byte[] bytes) {
        Snapshot snapshot;
        try {
            snapshot = SnapshotCodec.decode(ByteSlice.of(bytes));
        } catch (MalformedSnapshotException expected) {
            return;
        }
        try {
            ByteSlice encoded = SnapshotCodec.encode(snapshot);
            assertThat(SnapshotCodec.decode(encoded)).isEqualTo(snapshot);
            assertThat(SnapshotCodec.encode(snapshot)).isEqualTo(encoded);
        } catch (MalformedSnapshotException e) {
            throw new AssertionError("what we wrote we cannot read", e);
        }
    }
}
