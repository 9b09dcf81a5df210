package cloud.mows.backup.schedulers.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Calls back when runs are due. Follows a map of what is wanted, as often as it is told; an entry that stays as it is keeps
 * its trigger. One thread calls back, so calls never overlap; they should be short. A call that throws is
 * logged by Quartz and repeated.
 */
public final class Schedules implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final AtomicLong COUNT = new AtomicLong();

    private final Scheduler quartz;
    private final InstantSource clock;
    private final Due due;
    /** Guards itself and what is in it. */
    private final Map<String, Entry> entries = new HashMap<>();

    /** Somebody who starts runs. */
    @FunctionalInterface
    public interface Due {
        /**
         * A run is due.
         *
         * @param at when it was to start
         */
        void due(String name, Instant at);
    }

    /**
     * @param last when a run last started; empty if none ever did. What was started here since then is known all the same.
     */
    public record Wanted(Timetable timetable, Optional<Instant> last) {}

    private static final class Entry {
        Timetable timetable;
        Optional<Instant> last;
        /** When the trigger fires; null while there is none. */
        @Nullable
        Instant at;

        boolean calling;

        Entry(Wanted wanted) {
            timetable = wanted.timetable();
            last = wanted.last();
        }
    }

    private Schedules(Scheduler quartz, InstantSource clock, Due due) {
        this.quartz = quartz;
        this.clock = clock;
        this.due = due;
    }

    /** Starts with nothing wanted. */
    public static Schedules start(InstantSource clock, Due due) {
        Properties properties = new Properties();
        // Quartz keeps a register of all its schedulers in a JVM by name.
        properties.setProperty("org.quartz.scheduler.instanceName", "mows-backup-" + COUNT.incrementAndGet());
        properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", "1");
        properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
        try {
            Scheduler quartz = new StdSchedulerFactory(properties).getScheduler();
            Schedules schedules = new Schedules(quartz, clock, due);
            quartz.setJobFactory((bundle, _) -> schedules::fire);
            quartz.start();
            return schedules;
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not start", e);
        }
    }

    /** From now on these and no others. */
    public void follow(Map<String, Wanted> wanted) {
        synchronized (entries) {
            for (String name : entries.keySet().stream()
                    .filter(name -> !wanted.containsKey(name))
                    .toList()) {
                entries.remove(name);
                forget(name);
            }
            wanted.forEach(this::follow);
        }
    }

    private void follow(String name, Wanted wanted) {
        Entry entry = entries.get(name);
        if (entry == null) {
            entry = new Entry(wanted);
            entries.put(name, entry);
            arm(name, entry);
            return;
        }
        Optional<Instant> last = later(entry.last, wanted.last());
        boolean same = entry.timetable.equals(wanted.timetable()) && entry.last.equals(last);
        entry.timetable = wanted.timetable();
        entry.last = last;
        if (!same && !entry.calling) {
            arm(name, entry);
        }
    }

    private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** When each is due next; without those that never are. */
    public Map<String, Instant> next() {
        synchronized (entries) {
            Map<String, Instant> next = new HashMap<>();
            entries.forEach((name, entry) -> {
                if (entry.at != null) {
                    next.put(name, entry.at);
                }
            });
            return Map.copyOf(next);
        }
    }

    private void fire(JobExecutionContext context) {
        String name = context.getJobDetail().getKey().getName();
        Entry entry;
        Instant at;
        synchronized (entries) {
            @Nullable Entry known = entries.get(name);
            if (known == null
                    || known.at == null
                    || !known.at.toString().equals(context.getTrigger().getDescription())) {
                return;
            }
            entry = known;
            at = known.at;
            Instant now = clock.instant();
            if (now.isAfter(at) && !known.timetable.allows(now)) {
                // Late, because the machine slept: the window may be over.
                arm(name, known);
                return;
            }
            known.calling = true;
        }
        boolean called = false;
        try {
            due.due(name, at);
            called = true;
        } finally {
            synchronized (entries) {
                entry.calling = false;
                entry.at = null;
                if (entries.get(name) == entry) {
                    if (called) {
                        entry.last = later(entry.last, Optional.of(at));
                        arm(name, entry);
                    } else {
                        arm(name, entry, clock.instant().plus(AGAIN));
                    }
                }
            }
        }
    }

    private void arm(String name, Entry entry) {
        Optional<Instant> at = entry.timetable.due(entry.last, clock.instant());
        if (at.isPresent()) {
            arm(name, entry, at.get());
        } else {
            entry.at = null;
            forget(name);
        }
    }

    /** A trigger that fires once: what comes after it is computed when it has fired. */
    private void arm(String name, Entry entry, Instant at) {
        Duration ahead = Duration.between(clock.instant(), at);
        JobKey job = JobKey.jobKey(name);
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(TriggerKey.triggerKey(name))
                .withDescription(at.toString())
                .forJob(job)
                .startAt(new Date(System.currentTimeMillis() + ahead.toMillis()))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .build();
        JobDetail detail =
                JobBuilder.newJob(Job.class).withIdentity(job).storeDurably().build();
        try {
            quartz.addJob(detail, true);
            if (quartz.rescheduleJob(trigger.getKey(), trigger) == null) {
                quartz.scheduleJob(trigger);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not take a trigger for " + name, e);
        }
        entry.at = at;
    }

    private void forget(String name) {
        try {
            quartz.deleteJob(JobKey.jobKey(name));
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not forget " + name, e);
        }
    }

    /** Waits until a call that goes on has ended. */
    @Override
    public void close() {
        try {
            quartz.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not stop", e);
        }
    }
}
