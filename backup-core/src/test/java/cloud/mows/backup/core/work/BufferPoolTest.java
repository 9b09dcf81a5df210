package cloud.mows.backup.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BufferPoolTest {
    @ParameterizedTest
    @CsvSource({
        "0, 4096",
        "1, 4096",
        "4096, 4096",
        "4097, 5120",
        "5121, 6144",
        "8192, 8192",
        "8193, 10240",
        "1048576, 1048576",
        "1048577, 1310720",
        "8388608, 8388608"
    })
    void sizesAreInClasses(int wanted, int got) {
        try (Buffer buffer = new BufferPool(0).take(wanted)) {
            assertThat(buffer.array()).hasSize(got);
        }
    }

    @Test
    void noClassWastesMoreThanAFifth() {
        BufferPool pool = new BufferPool(0);
        for (int wanted = 4_096; wanted < 300_000; wanted += 61) {
            int got = pool.take(wanted).array().length;
            assertThat(got).isGreaterThanOrEqualTo(wanted);
            assertThat(got - wanted).isLessThanOrEqualTo(got / 5);
        }
    }

    @Test
    void anArrayIsUsedAgainAsItIs() {
        BufferPool pool = new BufferPool(10_000);
        byte[] array;
        try (Buffer buffer = pool.take(5_000)) {
            array = buffer.array();
            array[0] = 42;
        }
        assertThat(pool.idleBytes()).isEqualTo(5_120);
        try (Buffer again = pool.take(4_500)) {
            assertThat(again.array()).isSameAs(array);
            assertThat(again.slice(1).get(0)).isEqualTo((byte) 42);
            assertThat(pool.idleBytes()).isZero();
        }
    }

    @Test
    void whatIsReturnedTwiceIsLentOnce() {
        BufferPool pool = new BufferPool(100_000);
        Buffer buffer = pool.take(1);
        buffer.close();
        buffer.close();
        assertThat(pool.idleBytes()).isEqualTo(4_096);
        assertThat(pool.take(1).array()).isNotSameAs(pool.take(1).array());
    }

    @Test
    void whatLiesIdleIsBounded() {
        BufferPool pool = new BufferPool(10_000);
        Buffer[] lent = new Buffer[5];
        for (int i = 0; i < lent.length; i++) {
            lent[i] = pool.take(4_096);
        }
        for (Buffer buffer : lent) {
            buffer.close();
        }
        assertThat(pool.idleBytes()).isEqualTo(8_192);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void refusesNonsense(int length) {
        assertThatThrownBy(() -> new BufferPool(0).take(length)).isInstanceOf(IllegalArgumentException.class);
    }
}
