package cloud.mows.backup.core.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ByteBudgetTest {
    @Test
    void givesWhatIsThere() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        Reservation first = budget.acquire(60);
        assertThat(budget.tryAcquire(41)).isNull();
        Reservation second = budget.tryAcquire(40);
        assertThat(second).isNotNull();
        assertThat(budget.used()).isEqualTo(100);
        first.close();
        first.close();
        assertThat(budget.used()).isEqualTo(40);
        second.shrinkTo(50);
        second.shrinkTo(10);
        assertThat(second.bytes()).isEqualTo(10);
        assertThat(budget.used()).isEqualTo(10);
        assertThat(budget.peak()).isEqualTo(100);
        try (Reservation nothing = budget.acquire(0)) {
            assertThat(nothing.bytes()).isZero();
        }
    }

    @Test
    void aRequestLargerThanEverythingIsGrantedAlone() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        Reservation small = budget.acquire(1);
        AtomicBoolean granted = new AtomicBoolean();
        Thread huge = Thread.ofVirtual().start(() -> {
            try (Reservation r = budget.acquire(1_000)) {
                granted.set(r.bytes() == 100 && budget.used() == 100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitWaiting(budget, 1);
        small.close();
        huge.join();
        assertThat(granted).isTrue();
        assertThat(budget.used()).isZero();
    }

    @Test
    void isFair() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        Reservation held = budget.acquire(90);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        int[] sizes = {100, 5, 100, 1};
        for (int i = 0; i < sizes.length; i++) {
            int size = sizes[i];
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> {
                try (Reservation r = budget.acquire(size)) {
                    order.add(number);
                    assertThat(r.bytes()).isEqualTo(size);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
            awaitWaiting(budget, i + 1);
        }
        // Ten bytes are free, but the small ones came later.
        assertThat(budget.tryAcquire(1)).isNull();
        held.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(order).containsExactly(0, 1, 2, 3);
    }

    @Test
    void whoGivesUpLetsTheNextOneIn() throws Exception {
        ByteBudget budget = new ByteBudget(100);
        Reservation held = budget.acquire(50);
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread big = Thread.ofVirtual().start(() -> {
            try (Reservation r = budget.acquire(80)) {
                throw new AssertionError("granted " + r.bytes());
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        awaitWaiting(budget, 1);
        Thread small = Thread.ofVirtual().start(() -> {
            try (Reservation r = budget.acquire(20)) {
                assertThat(r.bytes()).isEqualTo(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        awaitWaiting(budget, 2);
        big.interrupt();
        big.join();
        small.join();
        assertThat(interrupted).isTrue();
        held.close();
        assertThat(budget.used()).isZero();
    }

    @Test
    void neverGivesMoreThanThereIs() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        ByteBudget budget = new ByteBudget(1_000);
        AtomicLong inFlight = new AtomicLong();
        AtomicBoolean exceeded = new AtomicBoolean();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (int t = 0; t < 16; t++) {
            Random random = new Random(seed + t);
            threads.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 500; i++) {
                    try (Reservation r = budget.acquire(random.nextInt(1_500))) {
                        if (inFlight.addAndGet(r.bytes()) > 1_000) {
                            exceeded.set(true);
                        }
                        Thread.yield();
                        inFlight.addAndGet(-r.bytes());
                    } catch (InterruptedException e) {
                        // Now and then another thread interrupts: then nothing is held.
                    }
                    if (random.nextInt(20) == 0 && !threads.isEmpty()) {
                        threads.get(random.nextInt(threads.size())).interrupt();
                    }
                }
            }));
        }
        for (Thread thread : List.copyOf(threads)) {
            thread.join();
        }
        assertThat(exceeded).isFalse();
        assertThat(budget.used()).isZero();
        assertThat(budget.waiting()).isZero();
        assertThat(budget.peak()).isLessThanOrEqualTo(1_000);
    }

    @Test
    void refusesNonsense() {
        assertThatThrownBy(() -> new ByteBudget(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ByteBudget(1).acquire(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void awaitWaiting(ByteBudget budget, int count) {
        while (budget.waiting() < count) {
            Thread.onSpinWait();
        }
    }
}
