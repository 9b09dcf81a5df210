package cloud.mows.backup.core.retain;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.restic.RealRestic;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some sixty snapshots, fifteen policies: the same decisions for the same reasons as {@code restic forget --dry-run}. */
class RetentionPlanIT {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> ZONES = List.of("UTC", "Asia/Kolkata", "America/St_Johns");

    private record Decision(String id, List<String> reasons) {}

    @Test
    void decidesAsResticDoes(@TempDir Path folder) throws Exception {
        RealRestic restic = RealRestic.in(folder);
        makeSnapshots(restic);
        List<Candidate> group = candidates(restic);
        assertThat(group).hasSize(60);

        compare(restic, group, KeepPolicy.builder().last(5).build(), "--keep-last", "5");
        compare(restic, group, KeepPolicy.builder().hourly(7).build(), "--keep-hourly", "7");
        compare(restic, group, KeepPolicy.builder().daily(9).build(), "--keep-daily", "9");
        compare(restic, group, KeepPolicy.builder().weekly(100).build(), "--keep-weekly", "100");
        compare(restic, group, KeepPolicy.builder().monthly(-1).build(), "--keep-monthly", "unlimited");
        compare(restic, group, KeepPolicy.builder().yearly(2).build(), "--keep-yearly", "2");
        compare(
                restic,
                group,
                KeepPolicy.builder()
                        .last(2)
                        .hourly(3)
                        .daily(7)
                        .weekly(4)
                        .monthly(12)
                        .yearly(75)
                        .build(),
                "--keep-last=2",
                "--keep-hourly=3",
                "--keep-daily=7",
                "--keep-weekly=4",
                "--keep-monthly=12",
                "--keep-yearly=75");
        for (String duration : List.of("1d", "2m", "1y", "1y3m7d5h", "30h")) {
            KeepDuration d = KeepDuration.parse(duration);
            compare(restic, group, KeepPolicy.builder().within(d).build(), "--keep-within", duration);
        }
        KeepDuration year = KeepDuration.parse("1y");
        compare(
                restic,
                group,
                KeepPolicy.builder()
                        .withinHourly(KeepDuration.parse("40d"))
                        .withinDaily(KeepDuration.parse("2m"))
                        .withinWeekly(year)
                        .withinMonthly(KeepDuration.parse("1y6m"))
                        .withinYearly(KeepDuration.parse("10y"))
                        .build(),
                "--keep-within-hourly=40d",
                "--keep-within-daily=2m",
                "--keep-within-weekly=1y",
                "--keep-within-monthly=1y6m",
                "--keep-within-yearly=10y");
        compare(
                restic,
                group,
                KeepPolicy.builder()
                        .last(1)
                        .tags(List.of(TagList.parse("a,b"), TagList.parse("c")))
                        .build(),
                "--keep-last=1",
                "--keep-tag=a,b",
                "--keep-tag=c");
        compare(
                restic,
                group,
                KeepPolicy.builder()
                        .daily(3)
                        .withinWeekly(year)
                        .within(KeepDuration.parse("3d"))
                        .tags(List.of(TagList.parse("")))
                        .build(),
                "--keep-daily=3",
                "--keep-within-weekly=1y",
                "--keep-within=3d",
                "--keep-tag=");
    }

    private static void makeSnapshots(RealRestic restic) throws Exception {
        Random random = new Random(20_260_531);
        OffsetDateTime time = OffsetDateTime.of(2026, 5, 31, 23, 50, 0, 0, ZoneOffset.UTC);
        List<String> tags = List.of("", "a", "a,b", "c", "b", "");
        for (int i = 0; i < 60; i++) {
            List<String> arguments = new ArrayList<>(
                    List.of("backup", "--stdin", "--host", "h", "--group-by", "host", "--time", TIME.format(time)));
            String tag = tags.get(random.nextInt(tags.size()));
            if (!tag.isEmpty()) {
                arguments.add("--tag");
                arguments.add(tag);
            }
            restic.run(Map.of("TZ", ZONES.get(random.nextInt(ZONES.size()))), arguments.toArray(String[]::new));
            // First minutes and hours, later weeks and months: several in one period and periods without any.
            time = time.minusMinutes(1 + random.nextInt(i < 20 ? 90 : i < 40 ? 3_000 : 40_000));
        }
        restic.run(Map.of(), "backup", "--stdin", "--host", "other", "--time", "2026-06-01 00:00:00");
    }

    private static List<Candidate> candidates(RealRestic restic) throws Exception {
        JsonReader in = new JsonReader(ByteSlice.of(restic.run(Map.of(), "snapshots", "--json", "--host", "h")));
        List<Candidate> candidates = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            candidates.add(candidate(in));
        }
        return candidates;
    }

    private static Candidate candidate(JsonReader in) throws MalformedJsonException {
        JsonNames names = JsonNames.of("time", "tags", "id");
        OffsetDateTime time = OffsetDateTime.MIN;
        List<String> tags = new ArrayList<>();
        String id = "";
        in.beginObject();
        for (int field; (field = in.nextField(names)) != JsonReader.END; ) {
            switch (field) {
                case 0 -> time = OffsetDateTime.parse(in.string());
                case 1 -> tags = strings(in);
                case 2 -> id = in.string();
                default -> in.skipValue();
            }
        }
        return new Candidate(SnapshotId.parse(id), time, tags);
    }

    private static void compare(RealRestic restic, List<Candidate> group, KeepPolicy policy, String... options)
            throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("forget", "--dry-run", "--json", "--host", "h", "--group-by", ""));
        arguments.addAll(List.of(options));
        List<Decision> theirs = decisions(restic.run(Map.of(), arguments.toArray(String[]::new)));

        RetentionPlan plan = RetentionPlan.decide(
                group, policy, Instant.parse("2040-01-01T00:00:00Z"), RetentionPlan.RemoveAll.REFUSED);

        List<Decision> ours = plan.keep().stream()
                .map(k -> new Decision(k.candidate().id().hex(), k.reasons()))
                .toList();
        assertThat(ours).as(policy.toString()).isNotEmpty().isEqualTo(theirs);
        assertThat(plan.remove()).hasSize(group.size() - ours.size());
    }

    private static List<Decision> decisions(byte[] json) throws MalformedJsonException {
        List<Decision> decisions = new ArrayList<>();
        JsonReader in = new JsonReader(ByteSlice.of(json));
        in.beginArray();
        while (in.nextElement()) {
            in.beginObject();
            for (int field; (field = in.nextField(JsonNames.of("reasons"))) != JsonReader.END; ) {
                if (field == JsonReader.UNKNOWN) {
                    in.skipValue();
                    continue;
                }
                in.beginArray();
                while (in.nextElement()) {
                    decisions.add(decision(in));
                }
            }
        }
        return decisions;
    }

    private static Decision decision(JsonReader in) throws MalformedJsonException {
        String id = "";
        List<String> reasons = List.of();
        JsonNames names = JsonNames.of("snapshot", "matches");
        in.beginObject();
        for (int field; (field = in.nextField(names)) != JsonReader.END; ) {
            switch (field) {
                case 0 -> id = candidate(in).id().hex();
                case 1 -> reasons = strings(in);
                default -> in.skipValue();
            }
        }
        return new Decision(id, reasons);
    }

    private static List<String> strings(JsonReader in) throws MalformedJsonException {
        List<String> strings = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            strings.add(in.string());
        }
        return strings;
    }
}
