package cloud.mows.backup.core.storage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncedBodyTest {
    private static InputStream body(int bytes) {
        return new ByteArrayInputStream(new byte[bytes]);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1000, (32 << 20) + 1})
    void isReadWhole(int bytes) throws Exception {
        assertThat(AnnouncedBody.read(body(bytes), bytes, bytes)).hasSize(bytes);
        assertThat(AnnouncedBody.read(body(bytes), -1, bytes)).hasSize(bytes);
    }

    @Test
    void isRefusedIfItIsTooLong() throws Exception {
        assertThat(AnnouncedBody.read(body(11), 11, 10)).isNull();
        assertThat(AnnouncedBody.read(body(11), -1, 10)).isNull();
    }

    @Test
    void mustBeAsLongAsAnnounced() {
        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> AnnouncedBody.read(body(9), 10, 100))
                .withMessage("the answer broke off after 9 of 10 bytes");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AnnouncedBody.read(body(11), 10, 100));
    }

    @Test
    void takesLittleMemoryByTheWordOfTheOtherSide() throws Exception {
        assertThat(allocated(() -> AnnouncedBody.read(body(0), Integer.MAX_VALUE - 8L, 256 << 20)))
                .isLessThan(1 << 20);
        assertThat(allocated(() -> AnnouncedBody.read(body(100), 256 << 20, 256 << 20)))
                .isLessThan(1 << 20);
    }

    private interface Reading {
        byte @org.jspecify.annotations.Nullable [] read() throws IOException;
    }

    private static long allocated(Reading reading) throws IOException {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            reading.read();
        } catch (EOFException e) {
            // It broke off: what was taken until then counts.
        }
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
