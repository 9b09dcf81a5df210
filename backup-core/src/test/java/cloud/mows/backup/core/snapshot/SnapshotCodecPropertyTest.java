package cloud.mows.backup.core.snapshot;

import cloud.mows.backup.core.bytes.json.Mutations;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotCodecPropertyTest {
    @ParameterizedTest
    @ValueSource(strings = {"restic-0.18.1-abcef251.json", "restic-0.18.1-18c9c68d.json"})
    void damagedSnapshotsAreSnapshotsOrMalformed(String resource) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        try (InputStream in = SnapshotCodecTest.class.getResourceAsStream(resource)) {
            byte[] snapshot = in.readAllBytes();
            for (int round = 0; round < 20_000; round++) {
                SnapshotCodecFuzzTest.check(Mutations.mutate(snapshot, random));
            }
        }
    }
}
