package cloud.mows.backup.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class IoScopeTest {
    @Test
    void neverRunsMoreThanAllowed() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (IoScope<RuntimeException> scope = new IoScope<>("io", 7)) {
            for (int i = 0; i < 2_000; i++) {
                scope.fork(() -> {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                    Thread.yield();
                    now.decrementAndGet();
                    done.incrementAndGet();
                });
            }
            scope.join();
        }
        assertThat(done).hasValue(2_000);
        assertThat(most.get()).isBetween(1, 7);
    }

    @Test
    void theFirstFailureInterruptsTheOthers() throws Exception {
        CountDownLatch waiting = new CountDownLatch(3);
        AtomicInteger interrupted = new AtomicInteger();
        IOException failure = new IOException("gone");
        try (IoScope<IOException> scope = new IoScope<>("io", 4)) {
            for (int i = 0; i < 3; i++) {
                scope.fork(() -> {
                    waiting.countDown();
                    try {
                        new Semaphore(0).acquire();
                    } catch (InterruptedException e) {
                        interrupted.incrementAndGet();
                        throw e;
                    }
                });
            }
            waiting.await();
            scope.fork(() -> {
                throw failure;
            });
            assertThatThrownBy(scope::join).isSameAs(failure);
            assertThatThrownBy(() -> scope.fork(() -> {})).isSameAs(failure);
        }
        assertThat(interrupted).hasValue(3);
        assertThat(failure.getSuppressed()).isEmpty();
    }

    @Test
    void aFailureEndsTheWaitingOfAFork() throws Exception {
        CountDownLatch stubborn = new CountDownLatch(1);
        try (IoScope<IOException> scope = new IoScope<>("io", 2)) {
            scope.fork(() -> awaitUninterruptibly(stubborn));
            scope.fork(() -> {
                throw new IOException("no room");
            });
            // The second slot may or may not be free again: either way the failure is what comes.
            assertThatThrownBy(() -> {
                        while (true) {
                            scope.fork(() -> awaitUninterruptibly(stubborn));
                        }
                    })
                    .hasMessage("no room");
            stubborn.countDown();
        }
    }

    @Test
    void closeInterruptsAndWaits() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        try (IoScope<RuntimeException> scope = new IoScope<>("io", 1)) {
            scope.fork(() -> {
                busy.countDown();
                try {
                    new Semaphore(0).acquire();
                } finally {
                    ended.set(true);
                }
            });
            busy.await();
        }
        assertThat(ended).isTrue();
    }

    @Test
    void theOwnersInterruptEndsItsWaiting() throws Exception {
        try (IoScope<RuntimeException> scope = new IoScope<>("io", 1)) {
            scope.fork(() -> new Semaphore(0).acquire());
            Thread.currentThread().interrupt();
            assertThatThrownBy(scope::join).isInstanceOf(InterruptedException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> scope.fork(() -> {})).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void anErrorIsThrownAsItIs() throws Exception {
        try (IoScope<RuntimeException> scope = new IoScope<>("io", 1)) {
            scope.fork(() -> {
                throw new AssertionError("bug");
            });
            assertThatThrownBy(scope::join).isInstanceOf(AssertionError.class).hasMessage("bug");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // This task does not listen.
            }
        }
    }
}
