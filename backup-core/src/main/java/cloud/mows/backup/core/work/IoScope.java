package cloud.mows.backup.core.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Threads for waiting, at most so many at a time. The first failure interrupts the others. Only the owner forks: a task
 * that forks may wait for itself.
 *
 * <p>Platform threads, each used again for further tasks: the machinery of virtual threads takes a process that has just
 * started 40 ms, a tenth of a short command, and there are never more than some dozens.
 *
 * <pre>{@code
 * try (IoScope<StorageException> scope = new IoScope<>("read", 8)) {
 *     for (PackId pack : packs) {
 *         scope.fork(() -> read(pack));
 *     }
 *     scope.join();
 * }
 * }</pre>
 *
 * @param <X> the checked exception with which tasks may fail
 */
public final class IoScope<X extends Exception> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Condition handedOver = lock.newCondition();
    private final ArrayDeque<Task<X>> waiting = new ArrayDeque<>();
    private final Set<Thread> running = new HashSet<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Failures<X> failures = new Failures<>();
    private final String name;
    private final int concurrencyMax;
    private int idle;
    private boolean closed;

    /**
     * @param name of the threads, followed by a number
     * @param concurrencyMax how many tasks may run at a time, at least 1
     */
    public IoScope(String name, int concurrencyMax) {
        if (concurrencyMax < 1) {
            throw new IllegalArgumentException("a scope for " + concurrencyMax + " tasks");
        }
        this.name = name;
        this.concurrencyMax = concurrencyMax;
    }

    /**
     * Starts a task, as soon as fewer than the allowed number run.
     *
     * @throws X the first failure of any task, if there was one: then this task is not run
     * @throws InterruptedException if the caller is interrupted while it waits, or a task ended so
     */
    public void fork(Task<X> task) throws X, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (running.size() + waiting.size() >= concurrencyMax && !failures.any()) {
                ended.await();
            }
            if (closed) {
                throw new IllegalStateException("the scope is closed");
            }
            failures.rethrow();
            waiting.add(task);
            if (idle >= waiting.size()) {
                handedOver.signal();
            } else {
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + (threads.size() + 1))
                        .start(this::work));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every task has ended.
     *
     * @throws X the first failure
     * @throws InterruptedException if the caller is interrupted while it waits, or a task ended so
     */
    public void join() throws X, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!running.isEmpty() || !waiting.isEmpty()) {
                ended.await();
            }
            failures.rethrow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Interrupts the tasks that still run and waits for their end; after {@link #join} there are none. An interrupt of the
     * caller is kept for later.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            running.forEach(Thread::interrupt);
            handedOver.signalAll();
        } finally {
            lock.unlock();
        }
        Joining.allUninterruptibly(threads);
    }

    private void work() {
        for (Task<X> task; (task = take()) != null; ) {
            run(task);
        }
    }

    private @Nullable Task<X> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                idle++;
                handedOver.awaitUninterruptibly();
                idle--;
            }
            Task<X> task = waiting.poll();
            if (task != null) {
                // An interrupt that was meant for the task before.
                Thread.interrupted();
                running.add(Thread.currentThread());
            }
            return task;
        } finally {
            lock.unlock();
        }
    }

    private void run(Task<X> task) {
        Throwable failure = null;
        try {
            task.run();
        } catch (Throwable t) {
            // Whatever it is goes to the owner, who rethrows it.
            failure = t;
        }
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            if (failure != null) {
                failures.add(failure);
                waiting.clear();
                running.forEach(Thread::interrupt);
            }
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
