package cloud.mows.backup.core.source.tar;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeySorterPropertyTest {
    @Test
    void sortsWhateverDoesNotFitIntoMemory() {
        long seed = System.nanoTime();
        System.out.println("KeySorterPropertyTest seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            List<Key> keys = new ArrayList<>();
            int count = random.nextInt(2000);
            try (KeySorter sorter = new KeySorter(1 + random.nextInt(5000), 2 + random.nextInt(4))) {
                for (int i = 0; i < count; i++) {
                    byte[] path = new byte[random.nextInt(6)];
                    random.nextBytes(path);
                    Key key = new Key(
                            ByteString.of(path),
                            i,
                            Key.Kind.values()[random.nextInt(4)],
                            random.nextLong(),
                            Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
                    keys.add(key);
                    sorter.add(key);
                }
                Collections.sort(keys);
                for (int again = 0; again < 2; again++) {
                    List<Key> sorted = new ArrayList<>();
                    sorter.sorted().forEachRemaining(sorted::add);
                    assertThat(sorted).isEqualTo(keys);
                }
            }
        }
    }
}
