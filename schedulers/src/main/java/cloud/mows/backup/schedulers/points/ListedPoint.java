package cloud.mows.backup.schedulers.points;

import cloud.mows.backup.cluster.mover.PrintedList;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a Job printed of the restore points of one repository. A repository comes from outside: what cannot be one is passed over. */
final class ListedPoint {
    private static final Pattern APP = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?|" + AppId.CLUSTER);
    private static final Pattern WORD = Pattern.compile("[-A-Za-z0-9._]{1,63}");
    private static final Pattern NAME = Pattern.compile("[-a-z0-9.]{1,253}");
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{64}");

    private ListedPoint() {}

    /** Empty if the list is not whole. */
    static Optional<List<RestorePointSpec>> parse(String printed, String repository) {
        return PrintedList.parse(printed, "restore_point", "restore_points")
                .map(lines -> lines.stream()
                        .flatMap(line -> point(line, repository).stream())
                        .toList());
    }

    private static Optional<RestorePointSpec> point(JsonNode json, String repository) {
        if (!APP.matcher(json.path("app").asText()).matches()
                || !WORD.matcher(json.path("cluster").asText()).matches()
                || !WORD.matcher(json.path("backup").asText()).matches()
                || !NAME.matcher(json.path("backup_name").asText()).matches()
                || !SNAPSHOT.matcher(json.path("snapshot_id").asText()).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RestorePointSpec(
                    json.path("cluster").asText(),
                    json.path("app").asText(),
                    json.path("backup").asText(),
                    json.path("backup_name").asText(),
                    null,
                    Instant.parse(json.path("time").asText()),
                    new LedgerSummary(
                            json.path("captured").asLong(),
                            json.path("excused").asLong(),
                            json.path("failed").asLong()),
                    json.path("bytes").asLong(),
                    List.of(new SnapshotCopy(
                            repository, json.path("snapshot_id").asText()))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
