package cloud.mows.backup.core.work;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of platform threads for computing. A task that finds the queue full is run by the thread that submits it,
 * so that producers slow down and a task may submit further ones without a deadlock.
 *
 * <pre>{@code
 * try (CpuPool<RuntimeException> pool = new CpuPool<>("pack", 4, 8)) {
 *     for (Chunk chunk : chunks) {
 *         pool.submit(() -> compress(chunk));
 *     }
 *     pool.join();
 * }
 * }</pre>
 *
 * @param <X> the checked exception with which tasks may fail
 */
public final class CpuPool<X extends Exception> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workOrEnd = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final ArrayDeque<Task<X>> queue = new ArrayDeque<>();
    private final int queuedMax;
    private final List<Thread> threads = new ArrayList<>();
    private final Failures<X> failures = new Failures<>();
    private int running;
    private boolean closed;

    /**
     * @param name of the threads, followed by a number
     * @param threadCount at least 1
     * @param queuedMax how many tasks may wait, at least 1
     */
    public CpuPool(String name, int threadCount, int queuedMax) {
        if (threadCount < 1 || queuedMax < 1) {
            throw new IllegalArgumentException(threadCount + " threads, queue of " + queuedMax);
        }
        this.queuedMax = queuedMax;
        for (int i = 1; i <= threadCount; i++) {
            threads.add(Thread.ofPlatform().daemon().name(name + "-" + i).start(this::work));
        }
    }

    /**
     * Hands a task over, or runs it if the queue is full.
     *
     * @throws X the first failure of any task, if there was one: then this task is not run
     * @throws InterruptedException if the caller is interrupted
     */
    public void submit(Task<X> task) throws X, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the pool is closed");
            }
            failures.rethrow();
            if (queue.size() < queuedMax) {
                queue.add(task);
                workOrEnd.signal();
                return;
            }
            running++;
        } finally {
            lock.unlock();
        }
        run(task);
        lock.lock();
        try {
            failures.rethrow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until every task submitted so far has ended.
     *
     * @throws X the first failure
     * @throws InterruptedException if the caller is interrupted while it waits, or a task ended so
     */
    public void join() throws X, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (threads.contains(Thread.currentThread())) {
                throw new IllegalStateException("a task cannot wait for its own pool");
            }
            while (running > 0 || !queue.isEmpty()) {
                idle.await();
            }
            failures.rethrow();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Drops the tasks that have not begun, interrupts those that run and waits for their end; after {@link #join} there are
     * none. An interrupt of the caller is kept for later. Not for tasks.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            workOrEnd.signalAll();
            if (running > 0) {
                threads.forEach(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
        Joining.allUninterruptibly(threads);
        lock.lock();
        try {
            // Tasks that other producers run themselves.
            while (running > 0) {
                idle.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        for (Task<X> task; (task = take()) != null; ) {
            run(task);
        }
    }

    private @Nullable Task<X> take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                workOrEnd.awaitUninterruptibly();
            }
            Task<X> task = queue.poll();
            if (task != null) {
                running++;
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
            running--;
            if (failure != null) {
                failures.add(failure);
                queue.clear();
            }
            if (running == 0 && queue.isEmpty()) {
                idle.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }
}
