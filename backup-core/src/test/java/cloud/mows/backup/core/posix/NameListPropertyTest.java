package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NameListPropertyTest {
    @Test
    void sortsAsByteStringsDo() {
        long seed = System.nanoTime();
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            NameList.Builder builder = new NameList.Builder();
            List<ByteString> expected = new ArrayList<>();
            int count = random.nextInt(round < 290 ? 50 : 5000);
            for (int i = 0; i < count; i++) {
                byte[] name = new byte[random.nextInt(1, 1 + random.nextInt(1, 300))];
                for (int j = 0; j < name.length; j++) {
                    name[j] = (byte) (random.nextBoolean() ? 'a' : random.nextInt(256));
                }
                builder.add(ByteBuffer.wrap(name), 0, name.length);
                expected.add(ByteString.of(name));
            }
            expected.sort(null);
            assertThat(builder.build()).isEqualTo(expected);
        }
    }
}
