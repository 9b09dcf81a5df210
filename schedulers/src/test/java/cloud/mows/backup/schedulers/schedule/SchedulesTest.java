package cloud.mows.backup.schedulers.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.crds.schedule.TimeWindow;
import cloud.mows.backup.schedulers.schedule.Schedules.Wanted;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With Quartz, on a clock that stands still just before what is to happen. */
final class SchedulesTest {
    private record Call(String name, Instant at) {}

    private static final Instant START = Instant.parse("2026-11-26T11:59:59.700Z");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final InstantSource clock = InstantSource.fixed(START);

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    @Nullable
    private Schedules schedules;

    @AfterEach
    void close() {
        if (schedules != null) {
            schedules.close();
        }
    }

    private Schedules start() {
        schedules = Schedules.start(clock, (name, at) -> calls.add(new Call(name, at)));
        return schedules;
    }

    private static Timetable timetable(Schedule schedule) {
        return switch (ScheduleParser.read(schedule, Schedule.cron("@daily"), "photos", START)) {
            case ScheduleParser.Usable(Timetable timetable) -> timetable;
            case ScheduleParser.Unusable(String why) -> throw new AssertionError(why);
        };
    }

    private static Timetable cron(String cron) {
        return timetable(Schedule.cron(cron));
    }

    private static Wanted wanted(String cron, @Nullable String last) {
        return new Wanted(cron(cron), Optional.ofNullable(last).map(Instant::parse));
    }

    private Call call() throws InterruptedException {
        Call call = calls.poll(30, TimeUnit.SECONDS);
        assertThat(call).as("a call").isNotNull();
        return call;
    }

    /** One thread calls in the order of time: whatever was due before the probe has been called when that is. */
    private void assertNobodyElseIsCalled(Schedules s, Map<String, Wanted> wanted) throws InterruptedException {
        Map<String, Wanted> more = new HashMap<>(wanted);
        more.put("probe", wanted("0 3 * * *", "2026-11-20T03:00:00Z"));
        s.follow(more);
        assertThat(call().name()).isEqualTo("probe");
        assertThat(calls).isEmpty();
    }

    @Test
    void callsWhenItIsTimeAndThenWaitsForTheNext() throws Exception {
        Schedules s = start();
        Map<String, Wanted> wanted = Map.of("photos", wanted("0 12 * * *", "2026-11-25T12:00:00Z"));
        Instant before = Instant.now();
        s.follow(wanted);
        assertThat(call()).isEqualTo(new Call("photos", NOON));
        // Quartz fires up to some milliseconds early.
        assertThat(Duration.between(before, Instant.now()))
                .isGreaterThan(Duration.between(START, NOON).minusMillis(50));
        awaitNext(s, Map.of("photos", Instant.parse("2026-11-27T12:00:00Z")));
        assertNobodyElseIsCalled(s, wanted);
    }

    private static void awaitNext(Schedules s, Map<String, Instant> next) throws InterruptedException {
        Instant limit = Instant.now().plusSeconds(30);
        while (!s.next().equals(next) && Instant.now().isBefore(limit)) {
            Thread.sleep(5);
        }
        assertThat(s.next()).isEqualTo(next);
    }

    @Test
    void makesUpForWhatWasMissedOnce() throws Exception {
        Schedules s = start();
        Map<String, Wanted> wanted = Map.of("photos", wanted("0 3 * * *", "2026-11-20T03:00:00Z"));
        s.follow(wanted);
        assertThat(call().name()).isEqualTo("photos");
        awaitNext(s, Map.of("photos", Instant.parse("2026-11-27T03:00:00Z")));
        // Told again with what is known of the time before, as from a cache that is behind.
        s.follow(wanted);
        assertThat(s.next()).containsEntry("photos", Instant.parse("2026-11-27T03:00:00Z"));
        assertNobodyElseIsCalled(s, wanted);
    }

    @Test
    void makesUpForNothingThatRanOrIsNew() throws Exception {
        Schedules s = start();
        Map<String, Wanted> wanted = Map.of(
                "ran", wanted("0 3 * * *", "2026-11-26T03:00:00Z"),
                "new", wanted("0 3 * * *", null));
        s.follow(wanted);
        Instant tomorrow = Instant.parse("2026-11-27T03:00:00Z");
        assertThat(s.next()).isEqualTo(Map.of("ran", tomorrow, "new", tomorrow));
        assertNobodyElseIsCalled(s, wanted);
    }

    @Test
    void aChangedScheduleReplacesTheTrigger() throws Exception {
        Schedules s = start();
        s.follow(Map.of("photos", wanted("0 12 * * *", "2026-11-26T03:00:00Z"), "notes", wanted("0 12 * * *", null)));
        Map<String, Wanted> changed =
                Map.of("photos", wanted("0 15 * * *", "2026-11-26T03:00:00Z"), "notes", wanted("0 12 * * *", null));
        s.follow(changed);
        assertThat(call()).isEqualTo(new Call("notes", NOON));
        assertNobodyElseIsCalled(s, changed);
        assertThat(s.next()).containsEntry("photos", Instant.parse("2026-11-26T15:00:00Z"));
    }

    @Test
    void whatIsNoLongerWantedIsNotCalled() throws Exception {
        Schedules s = start();
        s.follow(Map.of("photos", wanted("0 12 * * *", null), "notes", wanted("0 12 * * *", null)));
        Map<String, Wanted> left = Map.of("notes", wanted("0 12 * * *", null));
        s.follow(left);
        assertThat(s.next()).containsOnlyKeys("notes");
        assertThat(call()).isEqualTo(new Call("notes", NOON));
        assertNobodyElseIsCalled(s, left);
    }

    @Test
    void aRunThatSomebodyElseStartedCounts() {
        Schedules s = start();
        s.follow(Map.of("photos", wanted("0 15 * * *", "2026-11-25T15:00:00Z")));
        s.follow(Map.of("photos", wanted("0 15 * * *", "2026-11-26T11:00:00Z")));
        assertThat(s.next()).containsEntry("photos", Instant.parse("2026-11-26T15:00:00Z"));
    }

    @Test
    void aMissedRunWaitsForItsWindow() throws Exception {
        Schedules s = start();
        Schedule night = new Schedule(
                "0 3 * * *", "Etc/UTC", 0, List.of(new TimeWindow(List.of(), "02:00", "05:00")), List.of());
        Map<String, Wanted> wanted =
                Map.of("photos", new Wanted(timetable(night), Optional.of(Instant.parse("2026-11-20T03:00:00Z"))));
        s.follow(wanted);
        assertThat(s.next()).containsEntry("photos", Instant.parse("2026-11-27T02:00:00Z"));
        assertNobodyElseIsCalled(s, wanted);
    }

    /** Callers follow from within the call, and while it goes on: the app's next run is another one. */
    @Test
    void neverTwoForOneApp() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Map<String, Wanted> wanted = Map.of("photos", wanted("0 3 * * *", "2026-11-20T03:00:00Z"));
        List<Call> seen = new ArrayList<>();
        Schedules s = Schedules.start(clock, (name, at) -> {
            overlapped.compareAndSet(false, running.incrementAndGet() > 1);
            seen.add(new Call(name, at));
            entered.countDown();
            try {
                go.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            running.decrementAndGet();
        });
        schedules = s;
        s.follow(wanted);
        assertThat(entered.await(30, TimeUnit.SECONDS)).isTrue();
        s.follow(wanted);
        s.follow(Map.of("photos", wanted("5 3 * * *", "2026-11-20T03:00:00Z")));
        go.countDown();
        awaitNext(s, Map.of("photos", Instant.parse("2026-11-27T03:05:00Z")));
        s.close();
        assertThat(seen).hasSize(1);
        assertThat(overlapped).isFalse();
    }

    @Test
    void aCallThatThrowsIsRepeatedAndOthersGoOn() throws Exception {
        Schedules s = Schedules.start(clock, (name, at) -> {
            calls.add(new Call(name, at));
            if (name.equals("broken")) {
                throw new IllegalStateException("the API server is away");
            }
        });
        schedules = s;
        s.follow(Map.of("broken", wanted("0 3 * * *", "2026-11-20T03:00:00Z")));
        assertThat(call().name()).isEqualTo("broken");
        awaitNext(s, Map.of("broken", START.plusSeconds(60)));
        s.follow(Map.of(
                "broken",
                wanted("0 3 * * *", "2026-11-20T03:00:00Z"),
                "good",
                wanted("0 3 * * *", "2026-11-20T03:00:00Z")));
        assertThat(call().name()).isEqualTo("good");
    }

    @Test
    void leavesNoThreadBehind() throws Exception {
        start().follow(Map.of("photos", wanted("0 3 * * *", "2026-11-20T03:00:00Z")));
        call();
        close();
        schedules = null;
        Instant limit = Instant.now().plusSeconds(30);
        while (threads() > 0 && Instant.now().isBefore(limit)) {
            Thread.sleep(5);
        }
        assertThat(threads()).isZero();
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("mows-backup-"))
                .peek(thread ->
                        assertThat(thread.isDaemon()).as(thread.getName()).isTrue())
                .count();
    }
}
