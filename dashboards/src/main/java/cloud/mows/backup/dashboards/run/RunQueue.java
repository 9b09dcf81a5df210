package cloud.mows.backup.dashboards.run;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.dashboards.event.EventHub;
import cloud.mows.backup.dashboards.host.HostState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs, one after the other. */
public final class RunQueue implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RunQueue.class.getName());
    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final RunLog log;
    private final Children children;
    private final EventHub events;
    private final InstantSource clock;
    private final Runnable changed;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<String, LiveRun> active = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Thread worker = Thread.ofVirtual().name("runs").unstarted(this::work);
    private volatile boolean closed;

    /** @param run null where the queue ends */
    private record Entry(@Nullable LiveRun run, Work work) {}

    private final LiveRun.Watcher watcher = new LiveRun.Watcher() {
        @Override
        public void changed(Run run) {
            log.show(run);
            events.publish("run", run);
        }

        @Override
        public void worksBy(Run run, @Nullable Process child) {
            if (child != null) {
                log.write(new RunLog.Stored(
                        run, child.pid(), child.info().startInstant().orElse(null)));
            }
        }
    };

    private RunQueue(RunLog log, Children children, EventHub events, InstantSource clock, Runnable changed) {
        this.log = log;
        this.children = children;
        this.events = events;
        this.clock = clock;
        this.changed = changed;
    }

    /**
     * Begins with what was left.
     *
     * @param changed called after each run: it may have changed the repository
     * @param again what a backup that was cut off or still waited is done by; empty if its app is gone
     */
    public static RunQueue start(
            HostState state,
            Children children,
            EventHub events,
            InstantSource clock,
            Runnable changed,
            Function<String, Optional<Work>> again) {
        RunLog.Opened opened = RunLog.open(state);
        RunQueue queue = new RunQueue(opened.log(), children, events, clock, changed);
        for (RunLog.Stored left : opened.active()) {
            Orphan.end(left);
            queue.takeUp(left.run(), again);
        }
        queue.worker.start();
        return queue;
    }

    private void takeUp(Run left, Function<String, Optional<Work>> again) {
        Optional<Work> work = left.kind() == RunKind.Backup ? again.apply(left.app()) : Optional.empty();
        String next = work.isPresent()
                ? "It is done again, and goes on with what was stored by then"
                : switch (left.kind()) {
                    case Restore -> "Plan the restore again: it goes on with what is not there yet";
                    case Backup -> "The app is not there any more";
                    case CleanUp, Check -> "It is done again soon";
                };
        log.write(RunLog.Stored.of(left.ended(
                clock.instant(),
                new Outcome(RunPhase.Failed, "It was cut off, because the program or the machine stopped", next))));
        work.ifPresent(again1 -> submit(left.app(), RunKind.Backup, null, again1));
    }

    /** @param result of a restore: where to */
    public Run submit(String app, RunKind kind, @Nullable String result, Work work) {
        Instant now = clock.instant();
        String id = ID.format(now) + "-" + count.incrementAndGet();
        LiveRun live = new LiveRun(Run.waiting(id, app, kind, now).into(result), clock, watcher);
        // Before anybody hears of it: what was promised is done, also after a crash.
        log.write(RunLog.Stored.of(live.run()));
        active.put(id, live);
        events.publish("run", live.run());
        waiting.add(new Entry(live, work));
        return live.run();
    }

    /** Newest first. */
    public List<Run> all() {
        return log.all();
    }

    public Optional<Run> get(String id) {
        return log.get(id);
    }

    /** The backup of an app that waits or goes on. */
    public Optional<Run> activeBackup(String app) {
        return active.values().stream()
                .map(LiveRun::run)
                .filter(run -> run.app().equals(app) && run.kind() == RunKind.Backup)
                .findFirst();
    }

    /** Whether something waits or goes on. */
    public boolean isBusy() {
        return !active.isEmpty();
    }

    /** The run of a kind that waits or goes on. */
    public Optional<Run> active(RunKind kind) {
        return active.values().stream()
                .map(LiveRun::run)
                .filter(run -> run.kind() == kind)
                .findFirst();
    }

    /** Whether there was something to cancel. */
    public boolean cancel(String id) {
        LiveRun run = active.get(id);
        if (run == null) {
            return false;
        }
        if (waiting.removeIf(entry -> entry.run() == run)) {
            end(run, Outcome.cancelled());
        } else {
            run.cancel();
        }
        return true;
    }

    private void work() {
        try {
            Entry entry = waiting.take();
            while (!closed && entry.run() != null) {
                work(entry.run(), entry.work());
                entry = waiting.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(LiveRun run, Work work) throws InterruptedException {
        Outcome outcome;
        if (run.isCancelled()) {
            outcome = Outcome.cancelled();
        } else {
            run.begin();
            log.write(RunLog.Stored.of(run.run()));
            outcome = outcome(run, work);
        }
        if (closed) {
            // Taken up at the next start.
            return;
        }
        end(run, outcome);
        changed.run();
    }

    private void end(LiveRun run, Outcome outcome) {
        active.remove(run.run().id());
        run.end(outcome);
        log.write(RunLog.Stored.of(run.run()));
    }

    private Outcome outcome(LiveRun run, Work work) throws InterruptedException {
        try {
            return work.run(run, children);
        } catch (BackupException e) {
            return Outcome.failed(e.problem().message(), e.problem().hint());
        } catch (IOException | UncheckedIOException e) {
            return Outcome.failed("It could not be done: " + e.getMessage(), "");
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "run " + run.run().id() + " failed by a fault of the program", e);
            return Outcome.failed("It failed by a fault of the program: " + e, "Please report it");
        }
    }

    /** Ends what goes on; it is taken up at the next start. */
    @Override
    public void close() {
        closed = true;
        active.values().forEach(LiveRun::cancel);
        // No interrupt, which would tear what is just being written down.
        waiting.add(new Entry(null, (_, _) -> Outcome.cancelled()));
        try {
            worker.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
