package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerEntry.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What became of a part of a backup.
 *
 * @param type {@code volume} or {@code objects}
 * @param snapshot its id in this repository, if there is one
 */
record LedgerPart(String type, String name, Outcome outcome, String reason, Optional<String> snapshot) {
    private static final JsonNames NAMES = JsonNames.of("type", "name", "outcome", "reason", "snapshot");

    /** @throws IllegalArgumentException if it is no such document */
    static LedgerPart parse(String text) {
        String[] fields = new String[5];
        JsonReader json = new JsonReader(ByteSlice.of(text.getBytes(StandardCharsets.UTF_8)));
        try {
            json.beginObject();
            for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
                if (field == JsonReader.UNKNOWN) {
                    throw json.malformed("field '" + json.fieldName() + "' is unknown");
                }
                fields[field] = json.string();
            }
            json.endOfDocument();
        } catch (MalformedJsonException e) {
            throw new IllegalArgumentException("'" + text + "' is no part: " + e.getMessage(), e);
        }
        if (fields[0] == null || fields[1] == null || fields[2] == null) {
            throw new IllegalArgumentException("'" + text + "' is no part: it needs type, name and outcome");
        }
        return new LedgerPart(
                fields[0],
                fields[1],
                Outcome.of(fields[2]),
                fields[3] == null ? "" : fields[3],
                Optional.ofNullable(fields[4]));
    }

    /** Whether its snapshot has a ledger of its own, of single objects. */
    boolean hasLedger() {
        return type.equals("objects") && outcome == Outcome.CAPTURED;
    }

    LedgerPart failed(String why) {
        return new LedgerPart(type, name, Outcome.FAILED, why, snapshot);
    }

    LedgerEntry entry() {
        return new LedgerEntry(
                type, name, outcome, "", reason, Optional.empty(), Optional.empty(), Optional.empty(), snapshot);
    }
}
