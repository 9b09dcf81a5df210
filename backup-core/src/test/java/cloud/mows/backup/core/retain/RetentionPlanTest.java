package cloud.mows.backup.core.retain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.problem.BackupException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetentionPlanTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void theNewestOfEachDayAndTheOldestOfAll() {
        RetentionPlan plan = decide(
                KeepPolicy.builder().daily(3).build(),
                at("2026-05-03T20:00:00Z"),
                at("2026-05-03T08:00:00Z"),
                at("2026-05-01T23:00:00Z"),
                at("2026-05-01T01:00:00Z"));

        assertThat(plan.keep())
                .extracting(k -> k.candidate().time() + " " + k.reasons())
                .containsExactly(
                        "2026-05-03T20:00Z [daily snapshot]",
                        "2026-05-01T23:00Z [daily snapshot]",
                        "2026-05-01T01:00Z [oldest daily snapshot]");
        assertThat(plan.keep()).extracting(k -> k.left().daily()).containsExactly(2, 1, 0);
        assertThat(plan.remove()).extracting(c -> c.time().toString()).containsExactly("2026-05-03T08:00Z");
    }

    @Test
    void theOldestGoesWhenTheCountIsUsedUp() {
        assertThat(keptTimes(
                        KeepPolicy.builder().daily(1).build(), at("2026-05-03T20:00:00Z"), at("2026-05-01T01:00:00Z")))
                .containsExactly("2026-05-03T20:00Z");
    }

    @Test
    void aDayIsThatOfTheSnapshotsOwnClock() {
        // The same moment but for a minute; on one clock it is already tomorrow.
        assertThat(keptTimes(
                        KeepPolicy.builder().daily(KeepPolicy.UNLIMITED).build(),
                        at("2026-05-02T00:30:00+02:00"),
                        at("2026-05-01T22:29:00Z"),
                        at("2026-05-01T22:28:00Z"),
                        at("2026-05-01T22:27:00Z")))
                .containsExactly("2026-05-02T00:30+02:00", "2026-05-01T22:29Z", "2026-05-01T22:27Z");
    }

    @Test
    void weeksAreThoseOfIso8601() {
        // 2027-01-01 is a Friday of week 53 of 2026.
        assertThat(keptTimes(
                        KeepPolicy.builder().weekly(3).build(),
                        at("2027-01-04T00:00:00Z"),
                        at("2027-01-01T00:00:00Z"),
                        at("2026-12-28T00:00:00Z"),
                        at("2026-12-27T00:00:00Z"),
                        at("2026-12-01T00:00:00Z")))
                .containsExactly("2027-01-04T00:00Z", "2027-01-01T00:00Z", "2026-12-27T00:00Z");
    }

    @Test
    void durationsCountFromTheNewestNotFromNow() {
        assertThat(keptTimes(
                        KeepPolicy.builder().within(KeepDuration.parse("2d")).build(),
                        at("2020-05-03T12:00:00Z"),
                        at("2020-05-01T12:00:01Z"),
                        at("2020-05-01T12:00:00Z")))
                .containsExactly("2020-05-03T12:00Z", "2020-05-01T12:00:01Z");
    }

    @Test
    void theNewestIsNotInTheFuture() {
        assertThat(keptTimes(
                        KeepPolicy.builder().within(KeepDuration.parse("1d")).build(),
                        at("2099-01-01T00:00:00Z"),
                        at("2026-05-03T12:00:00Z"),
                        at("2026-05-03T00:00:00Z"),
                        at("2026-05-01T00:00:00Z")))
                .containsExactly("2099-01-01T00:00Z", "2026-05-03T12:00Z", "2026-05-03T00:00Z");
    }

    @Test
    void aMonthBeforeTheLastDayMayEndInTheNextMonth() {
        // 31 May minus a month is "31 April", that is 1 May.
        assertThat(keptTimes(
                        KeepPolicy.builder().within(KeepDuration.parse("1m")).build(),
                        at("2026-05-31T12:00:00Z"),
                        at("2026-05-01T12:00:01Z"),
                        at("2026-05-01T11:00:00Z")))
                .containsExactly("2026-05-31T12:00Z", "2026-05-01T12:00:01Z");
    }

    @Test
    void tagsKeepWithoutBeingCounted() {
        RetentionPlan plan = decide(
                KeepPolicy.builder()
                        .last(1)
                        .tags(List.of(TagList.parse("keep, me"), TagList.parse("")))
                        .build(),
                at("2026-05-04T00:00:00Z", "keep"),
                at("2026-05-03T00:00:00Z", "me", "keep"),
                at("2026-05-02T00:00:00Z"),
                at("2026-05-01T00:00:00Z", "other"));

        assertThat(plan.keep())
                .extracting(Kept::reasons)
                .containsExactly(List.of("last snapshot"), List.of("has tags [keep, me]"), List.of("has tags []"));
    }

    @Test
    void reasonsAreJoined() {
        KeepPolicy policy = KeepPolicy.builder()
                .last(1)
                .hourly(1)
                .yearly(KeepPolicy.UNLIMITED)
                .within(KeepDuration.parse("1y2m"))
                .withinWeekly(KeepDuration.parse("3d4h"))
                .build();

        assertThat(decide(policy, at("2026-05-04T00:00:00Z")).keep().getFirst().reasons())
                .containsExactly(
                        "within 1y2m", "last snapshot", "hourly snapshot", "yearly snapshot", "weekly within 3d4h");
        assertThat(policy)
                .hasToString("keep 1 latest, 1 hourly, all yearly snapshots, weekly snapshots within 3d4h"
                        + " and all snapshots within 1y2m of the newest");
    }

    @Test
    void aPolicyThatAsksForNothingIsRefused() {
        assertThatThrownBy(() -> decide(KeepPolicy.EMPTY, at("2026-05-04T00:00:00Z")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("no policy");
    }

    @Test
    void removingEverythingIsRefusedUnlessAskedFor() {
        KeepPolicy policy =
                KeepPolicy.builder().tags(List.of(TagList.parse("nobody"))).build();
        List<Candidate> group = List.of(at("2026-05-04T00:00:00Z"), at("2026-05-03T00:00:00Z"));

        assertThatThrownBy(() -> RetentionPlan.decide(group, policy, NOW, RetentionPlan.RemoveAll.REFUSED))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("remove all 2 snapshots");
        assertThat(RetentionPlan.decide(group, policy, NOW, RetentionPlan.RemoveAll.ALLOWED)
                        .remove())
                .hasSize(2);
        assertThat(RetentionPlan.decide(List.of(), policy, NOW, RetentionPlan.RemoveAll.REFUSED)
                        .keep())
                .isEmpty();
    }

    @Test
    void everySnapshotIsDecidedAboutExactlyOnce() {
        long seed = new Random().nextLong();
        System.out.println("seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<Candidate> group = new ArrayList<>();
            for (int i = random.nextInt(40); i >= 0; i--) {
                group.add(at(Instant.parse("2026-01-01T00:00:00Z")
                        .plusSeconds(random.nextInt(90_000_000))
                        .toString()));
            }
            KeepPolicy policy = KeepPolicy.builder()
                    .last(1 + random.nextInt(3))
                    .hourly(random.nextInt(5) - 1)
                    .daily(random.nextInt(5) - 1)
                    .weekly(random.nextInt(5) - 1)
                    .monthly(random.nextInt(5) - 1)
                    .yearly(random.nextInt(5) - 1)
                    .withinDaily(new KeepDuration(0, random.nextInt(9), random.nextInt(9), random.nextInt(9)))
                    .build();

            RetentionPlan plan = RetentionPlan.decide(group, policy, NOW, RetentionPlan.RemoveAll.REFUSED);

            List<Candidate> both = new ArrayList<>(plan.remove());
            plan.keep().forEach(k -> both.add(k.candidate()));
            assertThat(both).containsExactlyInAnyOrderElementsOf(group);
            assertThat(plan.keep()).allSatisfy(k -> assertThat(k.reasons()).isNotEmpty());
            // Deciding again about what was kept keeps at least the newest: a second run is never worse than careful.
            assertThat(plan.keep()).hasSizeGreaterThanOrEqualTo(Math.min(policy.last(), group.size()));
        }
    }

    @Test
    void durationsAreReadAndPrinted() {
        assertThat(KeepDuration.parse(" 2y5m7d3h ")).isEqualTo(new KeepDuration(2, 5, 7, 3));
        assertThat(KeepDuration.parse("3h2y")).hasToString("2y3h");
        assertThat(KeepDuration.parse("").isZero()).isTrue();
        for (String bad : List.of("5", "d", "5x", "1y5", "-1d", "1 d", "9999999d")) {
            assertThatThrownBy(() -> KeepDuration.parse(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("2y5m7d3h");
        }
    }

    @Test
    void countsBelowMinusOneAreRefused() {
        assertThatThrownBy(() -> KeepPolicy.builder().last(-2).build()).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> keptTimes(KeepPolicy policy, Candidate... group) {
        return decide(policy, group).keep().stream()
                .map(k -> k.candidate().time().toString())
                .toList();
    }

    private static RetentionPlan decide(KeepPolicy policy, Candidate... group) {
        List<Candidate> reversed = new ArrayList<>(Arrays.asList(group));
        Collections.reverse(reversed);
        return RetentionPlan.decide(reversed, policy, NOW, RetentionPlan.RemoveAll.REFUSED);
    }

    private static Candidate at(String time, String... tags) {
        OffsetDateTime parsed = OffsetDateTime.parse(time);
        return new Candidate(new SnapshotId(new Digest(parsed.toEpochSecond(), 0, 0, 0)), parsed, List.of(tags));
    }
}
