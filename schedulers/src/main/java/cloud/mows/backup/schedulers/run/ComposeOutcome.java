package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The summary that our program writes when it has made a restore point.
 *
 * @param snapshot id of the restore point
 * @param firstMissing the first things that are, each in words
 */
record ComposeOutcome(LedgerSummary summary, String snapshot, List<String> firstMissing) {
    private static final ObjectMapper JSON = new ObjectMapper();

    ComposeOutcome {
        firstMissing = List.copyOf(firstMissing);
    }

    /** Empty if it is none. */
    static Optional<ComposeOutcome> parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.path("captured").isNumber()
                || !json.path("excused").isNumber()
                || !json.path("failed").isNumber()
                || !json.path("snapshot_id").asText().matches("[0-9a-f]{64}")) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        json.path("first_missing").forEach(each -> missing.add(each.asText()));
        return Optional.of(new ComposeOutcome(
                new LedgerSummary(
                        json.path("captured").asLong(),
                        json.path("excused").asLong(),
                        json.path("failed").asLong()),
                json.path("snapshot_id").asText(),
                missing));
    }

    static Optional<ComposeOutcome> worse(Optional<ComposeOutcome> one, Optional<ComposeOutcome> other) {
        return one.isEmpty()
                        || (other.isPresent()
                                && other.get().summary().failed()
                                        > one.get().summary().failed())
                ? other
                : one;
    }

    /** The restore point, with what its parts have added. */
    RepositorySnapshot in(String repository, Collection<BackupPart> parts) {
        long added = parts.stream()
                .flatMap(part -> part.snapshots().stream())
                .filter(each -> each.repository().equals(repository))
                .mapToLong(each -> Objects.requireNonNullElse(each.addedBytes(), 0L))
                .sum();
        return new RepositorySnapshot(repository, snapshot, added);
    }

    /** What is missing, in words. */
    String missing() {
        long more = summary.failed() - firstMissing.size();
        if (firstMissing.isEmpty()) {
            return "see the ledger";
        }
        return String.join("; ", firstMissing) + (more > 0 ? "; and " + more + " more, see the ledger" : "");
    }
}
