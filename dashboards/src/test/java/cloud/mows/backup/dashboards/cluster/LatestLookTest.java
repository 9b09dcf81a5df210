package cloud.mows.backup.dashboards.cluster;

import static cloud.mows.backup.dashboards.cluster.PlayedCluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatestLookTest {
    private final PlayedCluster cluster = new PlayedCluster();
    private final List<Runnable> background = new ArrayList<>();
    private Instant now = NOW;
    private Duration step = Duration.ZERO;

    /** Each question about the time takes a step. */
    private final LatestLook latest = new LatestLook(
            cluster.api,
            () -> {
                Instant at = now;
                now = now.plus(step);
                return at;
            },
            background::add);

    private void pass(Duration time) {
        step = Duration.ZERO;
        now = now.plus(time);
    }

    private int looks() {
        int before = cluster.api.calls();
        latest.get();
        return cluster.api.calls() - before;
    }

    @Test
    void screensShareALook() {
        assertThat(looks()).isPositive();
        pass(Duration.ofSeconds(1));
        assertThat(looks()).isZero();
        pass(Duration.ofSeconds(2));
        assertThat(looks()).isPositive();
        assertThat(background).isEmpty();
    }

    @Test
    void thoseWhoComeWhileSomebodyLooksTakeThatLook() throws InterruptedException {
        int alone = looks();
        pass(Duration.ofSeconds(3));
        int before = cluster.api.calls();
        List<Thread> threads = new ArrayList<>();
        synchronized (latest) {
            for (int asker = 0; asker < 5; asker++) {
                threads.add(Thread.startVirtualThread(latest::get));
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(cluster.api.calls() - before).isEqualTo(alone);
    }

    @Test
    void whatWasChangedFromHereIsSeen() {
        latest.get();
        latest.forget();
        assertThat(looks()).isPositive();
        assertThat(looks()).isZero();
    }

    @Test
    void nobodyWaitsForALongLookWhoWasShownSomethingAMomentAgo() {
        step = Duration.ofSeconds(1);
        LatestLook.Look first = latest.get();
        pass(Duration.ofSeconds(5));
        assertThat(looks()).as("five times as long as it took").isZero();
        pass(Duration.ofSeconds(30));

        assertThat(latest.get()).isSameAs(first);
        assertThat(latest.get()).isSameAs(first);

        assertThat(background).as("one look, however many ask").hasSize(1);
        background.removeFirst().run();
        assertThat(latest.get()).isNotSameAs(first);
    }

    @Test
    void aLookThatFailsIsToldWhenWhatIsKnownIsOld() {
        step = Duration.ofSeconds(1);
        LatestLook.Look first = latest.get();
        pass(Duration.ofSeconds(30));
        assertThat(latest.get()).isSameAs(first);
        cluster.api.failing(cluster.api.calls() + 1);
        background.removeFirst().run();
        assertThat(latest.get()).isSameAs(first);
        pass(Duration.ofMinutes(2));
        cluster.api.failing(cluster.api.calls() + 1);

        assertThatThrownBy(latest::get).isInstanceOf(KubernetesClientException.class);

        assertThat(latest.get()).isNotSameAs(first);
    }
}
