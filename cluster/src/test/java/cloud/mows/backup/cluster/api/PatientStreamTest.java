package cloud.mows.backup.cluster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PatientStreamTest {
    @Test
    void whatComesIsPassedOn() throws IOException {
        InputStream some = new ByteArrayInputStream(new byte[] {1, 2, 3});
        assertThat(new PatientStream(some, Duration.ofMinutes(1)).readAllBytes())
                .containsExactly(1, 2, 3);
    }

    /** At 100 MB a second whatever is left of each read would fill the memory in the minutes until it is due. */
    @Test
    void nothingIsLeftOfAReadThatIsOver() throws IOException {
        InputStream some = new ByteArrayInputStream(new byte[1000]);
        new PatientStream(some, Duration.ofHours(1)).transferTo(OutputStream.nullOutputStream());
        assertThat(PatientStream.waiting()).isZero();
    }

    @Test
    void nobodyWaitsWithoutEnd() {
        InputStream dead = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    new CountDownLatch(1).await();
                    return 0;
                } catch (InterruptedException e) {
                    throw new InterruptedIOException();
                }
            }
        };
        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> new PatientStream(dead, Duration.ofMillis(1)).read(new byte[1]))
                .withMessageContaining("nothing came for");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
