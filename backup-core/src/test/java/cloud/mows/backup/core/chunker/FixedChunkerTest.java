package cloud.mows.backup.core.chunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedChunkerTest {
    private final long seed = Long.getLong("seed", System.nanoTime());

    @Test
    void cutsEverySoManyBytesAndTheRest() {
        FixedChunker chunker = new FixedChunker(1000);
        assertThat(Cuts.whole(chunker, new byte[2500])).containsExactly(1000, 1000, 500);
        assertThat(Cuts.whole(chunker, new byte[2000])).containsExactly(1000, 1000);
        assertThat(Cuts.whole(chunker, new byte[0])).isEmpty();
        assertThat(chunker.cut(new byte[10], 0, 0, true)).isEqualTo(-1);
    }

    @Test
    void howItIsReadMakesNoDifference() {
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        FixedChunker chunker = new FixedChunker(1 + random.nextInt(4000));
        byte[] data = new byte[random.nextInt(50_000)];
        assertThat(Cuts.inPieces(chunker, data, random)).as("seed=%d", seed).isEqualTo(Cuts.whole(chunker, data));
    }

    @Test
    void aChunkHasBytes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FixedChunker(0));
    }
}
