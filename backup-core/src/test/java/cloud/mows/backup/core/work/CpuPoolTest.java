package cloud.mows.backup.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CpuPoolTest {
    @Test
    void runsEverythingOnItsThreadsAndTheCallers() throws Exception {
        Set<String> names = ConcurrentHashMap.newKeySet();
        AtomicInteger done = new AtomicInteger();
        try (CpuPool<RuntimeException> pool = new CpuPool<>("hash", 3, 4)) {
            for (int i = 0; i < 10_000; i++) {
                pool.submit(() -> {
                    names.add(Thread.currentThread().getName());
                    done.incrementAndGet();
                });
            }
            pool.join();
            assertThat(done).hasValue(10_000);
        }
        names.remove(Thread.currentThread().getName());
        assertThat(names).isNotEmpty().isSubsetOf("hash-1", "hash-2", "hash-3");
    }

    @Test
    void theCallerWorksWhenTheQueueIsFull() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CpuPool<RuntimeException> pool = new CpuPool<>("p", 1, 1)) {
            pool.submit(() -> {
                busy.countDown();
                release.await();
            });
            busy.await();
            pool.submit(() -> {});
            AtomicBoolean byCaller = new AtomicBoolean();
            Thread caller = Thread.currentThread();
            pool.submit(() -> byCaller.set(Thread.currentThread() == caller));
            assertThat(byCaller).isTrue();
            release.countDown();
            pool.join();
        }
    }

    @Test
    void theFirstFailureIsThrownAsItIsAndNothingNewBegins() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean ran = new AtomicBoolean();
        IOException failure = new IOException("disk on fire");
        try (CpuPool<IOException> pool = new CpuPool<>("p", 1, 5)) {
            pool.submit(() -> {
                busy.countDown();
                release.await();
                throw failure;
            });
            busy.await();
            pool.submit(() -> ran.set(true));
            release.countDown();
            assertThatThrownBy(pool::join).isSameAs(failure);
            assertThatThrownBy(() -> pool.submit(() -> ran.set(true))).isSameAs(failure);
        }
        assertThat(ran).isFalse();
    }

    @Test
    void aFailureInACallersTurnIsThrownAtOnce() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (CpuPool<IOException> pool = new CpuPool<>("p", 1, 1)) {
            pool.submit(() -> {
                busy.countDown();
                release.await();
            });
            busy.await();
            pool.submit(() -> {});
            assertThatThrownBy(() -> pool.submit(() -> {
                        throw new IOException("mine");
                    }))
                    .hasMessage("mine");
            release.countDown();
        }
    }

    @Test
    void aTaskMaySubmitWithoutDeadlock() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (CpuPool<RuntimeException> pool = new CpuPool<>("p", 2, 1)) {
            for (int i = 0; i < 50; i++) {
                pool.submit(() -> {
                    for (int k = 0; k < 50; k++) {
                        pool.submit(done::incrementAndGet);
                    }
                });
            }
            pool.join();
        }
        assertThat(done).hasValue(2500);
    }

    @Test
    void aTaskCannotWaitForItsOwnPool() throws Exception {
        try (CpuPool<RuntimeException> pool = new CpuPool<>("p", 1, 1)) {
            pool.submit(pool::join);
            assertThatThrownBy(pool::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("own pool");
        }
    }

    @Test
    void closeInterruptsWhatRunsAndDropsWhatWaits() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean ran = new AtomicBoolean();
        try (CpuPool<RuntimeException> pool = new CpuPool<>("p", 1, 5)) {
            pool.submit(() -> {
                busy.countDown();
                try {
                    new Semaphore(0).acquire();
                } catch (InterruptedException e) {
                    interrupted.set(true);
                }
            });
            pool.submit(() -> ran.set(true));
            busy.await();
        }
        assertThat(interrupted).isTrue();
        assertThat(ran).isFalse();
    }

    @Test
    void closeKeepsTheCallersInterrupt() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CpuPool<RuntimeException> pool = new CpuPool<>("p", 1, 1);
        pool.submit(() -> {
            busy.countDown();
            new Semaphore(0).acquire();
        });
        busy.await();
        Thread.currentThread().interrupt();

        assertThatThrownBy(pool::join).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(InterruptedException.class);
        Thread.currentThread().interrupt();
        pool.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> pool.submit(() -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedJoinCanBeRepeated() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (CpuPool<RuntimeException> pool = new CpuPool<>("p", 1, 1)) {
            pool.submit(release::await);
            Thread.currentThread().interrupt();
            assertThatThrownBy(pool::join).isInstanceOf(InterruptedException.class);
            release.countDown();
            pool.join();
        }
    }

    @Test
    void laterFailuresAreAttachedUpToABound() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        try (CpuPool<IOException> pool = new CpuPool<>("p", 20, 20)) {
            for (int i = 0; i < 20; i++) {
                pool.submit(() -> {
                    all.countDown();
                    all.await();
                    throw new IOException("each");
                });
            }
            assertThatThrownBy(pool::join)
                    .hasMessage("each")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(8));
        }
    }
}
