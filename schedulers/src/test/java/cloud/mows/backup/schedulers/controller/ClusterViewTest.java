package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.schedulers.policy.World;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ClusterViewTest {
    @Test
    void whoAsksWhileSomebodyLooksSharesTheNextLook() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ClusterView view = new ClusterView(new MemoryCluster(), () -> {
            if (looks.incrementAndGet() == 1) {
                looking.countDown();
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return World.NOW;
        });
        List<ClusterView.Observation> seen = Collections.synchronizedList(new ArrayList<>());
        Thread first = Thread.ofVirtual().start(view::look);
        looking.await();
        List<Thread> others = IntStream.range(0, 50)
                .mapToObj(i -> Thread.ofVirtual().start(() -> seen.add(view.look())))
                .toList();
        while (!others.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        go.countDown();
        first.join();
        for (Thread other : others) {
            other.join();
        }
        assertThat(seen).hasSize(50).containsOnly(seen.getFirst());
        assertThat(looks).hasValue(2);
    }

    @Test
    void aLookThatFailsFailsForWhoWaitedAndNoLonger() {
        MemoryCluster cluster = new MemoryCluster().failing(3);
        ClusterView view = new ClusterView(cluster, () -> Instant.parse("2026-11-26T12:00:00.9Z"));
        assertThatThrownBy(view::look).isInstanceOf(KubernetesClientException.class);
        assertThat(view.look().at()).isEqualTo(World.NOW);
    }
}
