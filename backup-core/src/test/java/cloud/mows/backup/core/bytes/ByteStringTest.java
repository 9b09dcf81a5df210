package cloud.mows.backup.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteStringTest {
    private static ByteString bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return ByteString.of(array);
    }

    @Test
    void doesNotChangeWithTheArraysAroundIt() {
        byte[] array = {1, 2, 3};
        ByteString string = ByteString.of(array);
        array[0] = 9;
        string.toArray()[1] = 9;

        assertThat(string).isEqualTo(bytes(1, 2, 3)).hasSameHashCodeAs(bytes(1, 2, 3));
    }

    @Test
    void ordersByUnsignedBytes() {
        assertThat(bytes(0x7f)).isLessThan(bytes(0x80));
        assertThat(bytes(1)).isLessThan(bytes(1, 0));
        assertThat(ByteString.EMPTY).isLessThan(bytes(0));
        // In UTF-16 it would be the other way round.
        assertThat(ByteString.of("\uff5e")).isLessThan(ByteString.of("\ud83d\ude00"));
    }

    @Test
    void knowsUtf8() {
        assertThat(ByteString.of("Müll ✓ 😀").isUtf8()).isTrue();
        assertThat(ByteString.EMPTY.isUtf8()).isTrue();
        assertThat(bytes(0xff).isUtf8()).isFalse();
        assertThat(bytes(0xc0, 0x80).isUtf8()).as("overlong").isFalse();
        assertThat(bytes(0xed, 0xa0, 0x80).isUtf8()).as("a surrogate").isFalse();
        assertThat(bytes('a', 0xc3).isUtf8()).as("cut off").isFalse();
    }

    @Test
    void joins() {
        assertThat(bytes(1, 2).concat(bytes(3))).isEqualTo(bytes(1, 2, 3));
        assertThat(bytes(1).concat(ByteString.EMPTY)).isEqualTo(bytes(1));
    }
}
