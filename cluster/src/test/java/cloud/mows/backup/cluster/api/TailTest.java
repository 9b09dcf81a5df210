package cloud.mows.backup.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TailTest {
    private final Tail tail = new Tail(8);

    private void write(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        tail.write(bytes, 0, bytes.length);
    }

    @Test
    void keepsWhatFits() {
        assertThat(tail.text()).isEmpty();
        write(" one\n");
        assertThat(tail.text()).isEqualTo("one");
    }

    @Test
    void keepsTheEndOfMore() {
        write("one two ");
        write("three");
        assertThat(tail.text()).isEqualTo("wo three");
        write("a text that is longer by itself");
        assertThat(tail.text()).isEqualTo("y itself");
    }

    /** The first character of what is kept may have lost its beginning. */
    @Test
    void aCharacterThatWasCutIsNoObstacle() {
        write("äöüäöüx");
        assertThat(tail.text()).endsWith("öüx");
    }
}
