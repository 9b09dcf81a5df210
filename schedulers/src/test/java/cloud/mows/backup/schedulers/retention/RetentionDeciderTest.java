package cloud.mows.backup.schedulers.retention;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.FinishedBackup;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RetentionDeciderTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    private static Retention last(int count) {
        return new Retention(count, null, null, null, null, null, null);
    }

    private static Retention daily(int count) {
        return new Retention(null, null, count, null, null, null, null);
    }

    private static FinishedBackup at(String moment) {
        return FinishedBackup.of("notes", Instant.parse(moment)).objects("offsite");
    }

    private static List<String> goes(List<Retention> wishes, ZoneId zone, FinishedBackup... backups) {
        return RetentionDecider.goes(
                        Stream.of(backups).map(FinishedBackup::point).toList(), "offsite", wishes, zone, NOW)
                .stream()
                .map(point -> point.getMetadata().getCreationTimestamp().substring(5, 16))
                .toList();
    }

    private static List<String> goes(Retention wish, FinishedBackup... backups) {
        return goes(List.of(wish), ZoneOffset.UTC, backups);
    }

    @Test
    void whatNoWishKeepsGoesOldestFirst() {
        assertThat(goes(last(1), at("2026-11-25T02:00:00Z"), at("2026-11-23T02:00:00Z"), at("2026-11-24T02:00:00Z")))
                .containsExactly("11-23T02:00", "11-24T02:00");
    }

    @Test
    void daysBeginWhereTheAppsScheduleSays() {
        FinishedBackup[] twoNights = {at("2026-11-23T22:30:00Z"), at("2026-11-23T23:30:00Z"), at("2026-11-25T01:00:00Z")
        };
        assertThat(goes(List.of(daily(2)), ZoneOffset.UTC, twoNights)).containsExactly("11-23T22:30");
        assertThat(goes(List.of(daily(3)), ZoneId.of("Europe/Berlin"), twoNights))
                .isEmpty();
    }

    @Test
    void whatAnyPolicyWithASayKeepsStays() {
        FinishedBackup[] three = {at("2026-11-23T02:00:00Z"), at("2026-11-24T02:00:00Z"), at("2026-11-25T02:00:00Z")};
        assertThat(goes(List.of(last(1), last(2)), ZoneOffset.UTC, three)).containsExactly("11-23T02:00");
        assertThat(goes(List.of(), ZoneOffset.UTC, three)).isEmpty();
    }

    @Test
    void theNewestWithoutGapsStaysWhateverCameAfter() {
        assertThat(goes(
                        last(1),
                        at("2026-11-22T02:00:00Z"),
                        at("2026-11-23T02:00:00Z"),
                        at("2026-11-24T02:00:00Z").phase(BackupPhase.PARTIALLY_FAILED),
                        at("2026-11-25T02:00:00Z").phase(BackupPhase.PARTIALLY_FAILED)))
                .containsExactly("11-22T02:00", "11-24T02:00");
    }

    @Test
    void oneWithGapsDoesNotTakeTheDayOfAGoodOne() {
        assertThat(goes(
                        daily(2),
                        at("2026-11-24T02:00:00Z"),
                        at("2026-11-24T14:00:00Z").phase(BackupPhase.PARTIALLY_FAILED),
                        at("2026-11-25T02:00:00Z")))
                .isEmpty();
    }

    @Test
    void whatHasOnlyJustBeenMadeStays() {
        assertThat(goes(last(1), at("2026-11-26T10:59:59Z"), at("2026-11-26T11:00:01Z"), at("2026-11-26T11:20:00Z")))
                .containsExactly("11-26T10:59");
    }

    @Test
    void onlyWhatIsInTheRepositoryCounts() {
        FinishedBackup elsewhere = FinishedBackup.of("notes", Instant.parse("2026-11-25T02:00:00Z"))
                .objects("usb-disk");
        assertThat(goes(last(1), at("2026-11-23T02:00:00Z"), elsewhere)).isEmpty();
    }

    @Test
    void neverTheLastGoodOneNorWhatAWishKeeps() {
        long seed = System.nanoTime();
        System.out.println("RetentionDeciderTest seed=" + seed);
        Random random = new Random(seed);
        List<BackupPhase> phases = List.of(BackupPhase.SUCCEEDED, BackupPhase.SUCCEEDED, BackupPhase.PARTIALLY_FAILED);
        int gone = 0;
        for (int each = 0; each < 300; each++) {
            int round = each;
            List<RestorePoint> backups = new ArrayList<>();
            Set<Integer> hours = new HashSet<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                int hour = random.nextInt(2000);
                if (hours.add(hour)) {
                    backups.add(FinishedBackup.of("notes", NOW.minusSeconds(3600L * hour))
                            .objects(random.nextInt(4) == 0 ? "usb-disk" : "offsite")
                            .phase(phases.get(random.nextInt(phases.size())))
                            .point());
                }
            }
            int count = 1 + random.nextInt(5);
            Retention wish = random.nextBoolean() ? last(count) : daily(count);
            List<RestorePoint> goes = RetentionDecider.goes(backups, "offsite", List.of(wish), ZoneOffset.UTC, NOW);
            gone += goes.size();
            assertThat(goes)
                    .as("seed=%d round=%d", seed, round)
                    .isSubsetOf(backups)
                    .doesNotHaveDuplicates();
            List<RestorePoint> stay = new ArrayList<>(backups);
            stay.removeAll(goes);
            Comparator<RestorePoint> byTime =
                    Comparator.comparing(point -> point.getSpec().time());
            backups.stream()
                    .filter(RetentionDeciderTest::inOffsite)
                    .filter(point -> point.getSpec().ledger().failed() == 0)
                    .max(byTime)
                    .ifPresent(newest ->
                            assertThat(stay).as("seed=%d round=%d", seed, round).contains(newest));
            assertThat(stay.stream().filter(RetentionDeciderTest::inOffsite).count())
                    .as("seed=%d round=%d", seed, round)
                    .isGreaterThanOrEqualTo(Math.min(
                            wish.last() == null ? 1 : count,
                            backups.stream()
                                    .filter(RetentionDeciderTest::inOffsite)
                                    .count()));
            assertThat(RetentionDecider.goes(stay, "offsite", List.of(wish), ZoneOffset.UTC, NOW))
                    .as("a second look removes nothing more; seed=%d round=%d", seed, round)
                    .isEmpty();
        }
        assertThat(gone).isGreaterThan(300);
    }

    private static boolean inOffsite(RestorePoint point) {
        return point.getSpec().copies().getFirst().repository().equals("offsite");
    }
}
