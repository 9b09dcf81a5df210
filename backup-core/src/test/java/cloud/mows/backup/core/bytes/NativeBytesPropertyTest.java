package cloud.mows.backup.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeBytesPropertyTest {
    private static final int PIECE = 64;

    private static NativeBytes pieces(int count) {
        NativeBytes memory = new NativeBytes(PIECE);
        for (int i = 0; i < count; i++) {
            memory.extend(ByteBuffer.allocateDirect(PIECE));
        }
        return memory;
    }

    @Test
    void isWhatAnArrayWouldBe() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            NativeBytes memory = pieces(random.nextInt(1, 6));
            byte[] model = new byte[memory.capacity()];
            for (int i = 0; i < 10; i++) {
                int at = random.nextInt(model.length);
                byte[] some = new byte[random.nextInt(model.length - at + 1)];
                random.nextBytes(some);
                memory.put(at, some, 0, some.length);
                System.arraycopy(some, 0, model, at, some.length);
            }
            int from = random.nextInt(model.length + 1);
            int to = random.nextInt(from, model.length + 1);
            byte[] expected = Arrays.copyOfRange(model, from, to);
            Content content = memory.content(from, to - from);
            assertThat(content.length()).isEqualTo(expected.length);
            assertThat(content.isEmpty()).isEqualTo(expected.length == 0);
            assertThat(content.toArray()).isEqualTo(expected);
            assertThat(content.stream().readAllBytes()).isEqualTo(expected);
            assertThat(content.stream().read()).isEqualTo(expected.length == 0 ? -1 : expected[0] & 0xff);
            ByteBuffer joined = ByteBuffer.allocate(expected.length);
            content.buffers().forEach(joined::put);
            assertThat(joined.array()).isEqualTo(expected);
            int start = random.nextInt(expected.length + 1);
            assertThat(content.slice(start, expected.length - start).toArray())
                    .isEqualTo(Arrays.copyOfRange(expected, start, expected.length));
        }
    }

    @Test
    void refusesWhatIsNotInside() {
        NativeBytes memory = pieces(2);
        assertThatThrownBy(() -> memory.content(100, 29)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.content(0, 10).slice(5, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.put(120, new byte[9], 0, 9)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> memory.at(128, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> memory.extend(ByteBuffer.allocate(PIECE)));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.extend(ByteBuffer.allocateDirect(PIECE + 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new NativeBytes(48));
    }

    @Test
    void itsPiecesAreTakenAway() {
        NativeBytes memory = pieces(3);
        assertThat(memory.removePieces()).hasSize(3);
        assertThat(memory.capacity()).isZero();
    }
}
