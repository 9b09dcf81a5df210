package cloud.mows.backup.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void countsFromManyThreads() throws Exception {
        ProgressCounter counter = new ProgressCounter();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    counter.addFiles(1);
                    counter.addBytes(10);
                    counter.addTotal(2, 20);
                    counter.addError();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        counter.begin("/last");
        ProgressSnapshot now = counter.sample(Duration.ofSeconds(1));
        assertThat(now)
                .isEqualTo(new ProgressSnapshot(
                        8_000, 16_000, 80_000, 160_000, false, 8_000, "/last", Duration.ofSeconds(1)));
    }

    @Test
    void saysRateAndTimeLeft() {
        ProgressSnapshot now = sample(10, 40, 250, 1000, true, 5);

        assertThat(now.bytesPerSecond()).isEqualTo(50.0);
        assertThat(now.filesPerSecond()).isEqualTo(2.0);
        assertThat(now.fraction()).hasValue(0.25);
        assertThat(now.remaining()).contains(Duration.ofSeconds(15));
        assertThat(now.bytesPerSecondSince(sample(0, 40, 200, 1000, true, 4))).isEqualTo(50.0);
    }

    @Test
    void countsFilesWhereThereAreNoBytes() {
        assertThat(sample(10, 40, 0, 0, true, 5).remaining()).contains(Duration.ofSeconds(15));
    }

    @Test
    void promisesNothingThatItDoesNotKnow() {
        assertThat(sample(10, 40, 250, 1000, false, 5).fraction()).isEmpty();
        assertThat(sample(10, 40, 250, 1000, false, 5).remaining()).isEmpty();
        assertThat(sample(0, 40, 0, 1000, true, 5).remaining()).isEmpty();
        assertThat(sample(0, 0, 0, 0, true, 0).bytesPerSecond()).isZero();
        assertThat(sample(1, 0, 1, 0, true, 0).bytesPerSecondSince(sample(0, 0, 5, 0, true, 0)))
                .isZero();
    }

    @Test
    void neverMoreThanAllOfIt() {
        assertThat(sample(0, 0, 2000, 1000, true, 5).fraction()).hasValue(1);
        assertThat(sample(0, 0, 2000, 1000, true, 5).remaining()).contains(Duration.ZERO);
        assertThat(sample(0, 0, 0, 0, true, 5).fraction()).hasValue(1);
    }

    private static ProgressSnapshot sample(long f, long ft, long b, long bt, boolean fin, long seconds) {
        return new ProgressSnapshot(f, ft, b, bt, fin, 0, "", Duration.ofSeconds(seconds));
    }
}
