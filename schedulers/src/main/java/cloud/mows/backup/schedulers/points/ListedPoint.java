package cloud.mows.backup.schedulers.points;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import cloud.mows.backup.crds.restore.SnapshotCopy;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a Job printed of the restore points of one repository. A repository comes from outside: what cannot be one is passed over. */
final class ListedPoint {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern APP = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?|" + AppId.CLUSTER);
    private static final Pattern WORD = Pattern.compile("[-A-Za-z0-9._]{1,63}");
    private static final Pattern NAME = Pattern.compile("[-a-z0-9.]{1,253}");
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9a-f]{64}");

    private ListedPoint() {}

    /** Empty if the list is not whole. */
    static Optional<List<RestorePointSpec>> parse(String printed, String repository) {
        List<RestorePointSpec> points = new ArrayList<>();
        long lines = 0;
        for (String line : printed.split("\n")) {
            JsonNode json;
            try {
                json = JSON.readTree(line);
            } catch (JsonProcessingException e) {
                continue;
            }
            switch (json.path("message_type").asText()) {
                case "restore_point" -> {
                    lines++;
                    point(json, repository).ifPresent(points::add);
                }
                case "end" -> {
                    return json.path("restore_points").asLong(-1) == lines ? Optional.of(points) : Optional.empty();
                }
                default -> {}
            }
        }
        return Optional.empty();
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
