package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads with buffers of their own. Who submits to a full queue does a task itself: so the walker
 * cannot run ahead, and no core is idle.
 */
final class Workers implements AutoCloseable {
    private static final int QUEUED_MAX = 4;

    private final ArrayBlockingQueue<Consumer<RangeBuffers>> queue = new ArrayBlockingQueue<>(QUEUED_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final RangeBuffers own = new RangeBuffers();
    private volatile boolean closing;

    Workers(int count) {
        for (int i = 1; i <= count; i++) {
            threads.add(Thread.ofPlatform().daemon().name("extract-" + i).start(this::work));
        }
    }

    /** For one thread. */
    void submit(Consumer<RangeBuffers> task) {
        rethrow();
        if (Thread.currentThread().isInterrupted()) {
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "");
        }
        if (!queue.offer(task)) {
            task.accept(own);
        }
    }

    /** Waits for all tasks submitted so far. */
    void join() {
        CountDownLatch idle = new CountDownLatch(threads.size());
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < threads.size(); i++) {
            put(buffers -> {
                idle.countDown();
                await(go);
            });
        }
        await(idle);
        go.countDown();
        rethrow();
    }

    private void put(Consumer<RangeBuffers> task) {
        try {
            queue.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
        }
    }

    private void work() {
        RangeBuffers buffers = new RangeBuffers();
        while (!closing) {
            try {
                queue.take().accept(buffers);
            } catch (InterruptedException e) {
                return;
            } catch (Throwable t) {
                // Whatever it is goes to the owner, who rethrows it.
                failure.compareAndSet(null, t);
            }
        }
    }

    private void rethrow() {
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable t -> throw new IllegalStateException(t);
        }
    }

    /** No task runs when it returns. */
    @Override
    public void close() {
        closing = true;
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
