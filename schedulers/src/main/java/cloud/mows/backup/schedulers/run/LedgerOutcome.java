package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.LedgerSummary;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The summary that our program writes when it has written a ledger.
 *
 * @param firstMissing the first things that are, each in words
 */
record LedgerOutcome(LedgerSummary summary, List<String> firstMissing) {
    private static final ObjectMapper JSON = new ObjectMapper();

    LedgerOutcome {
        firstMissing = List.copyOf(firstMissing);
    }

    /** Empty if it is none. */
    static Optional<LedgerOutcome> parse(String text) {
        JsonNode json;
        try {
            json = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
        if (!json.path("captured").isNumber()
                || !json.path("excused").isNumber()
                || !json.path("failed").isNumber()) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        json.path("first_missing").forEach(each -> missing.add(each.asText()));
        return Optional.of(new LedgerOutcome(
                new LedgerSummary(
                        json.path("captured").asLong(),
                        json.path("excused").asLong(),
                        json.path("failed").asLong()),
                missing));
    }

    static Optional<LedgerOutcome> worse(Optional<LedgerOutcome> one, Optional<LedgerOutcome> other) {
        return one.isEmpty()
                        || (other.isPresent()
                                && other.get().summary().failed()
                                        > one.get().summary().failed())
                ? other
                : one;
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
