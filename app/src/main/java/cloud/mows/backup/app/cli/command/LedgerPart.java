package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerEntry.Outcome;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a part of a backup, or of a hook that did not do its work.
 *
 * @param type {@code volume}, {@code database}, {@code objects} or {@code hook}
 * @param by how it was read, or who left it out; empty if that is not said
 * @param snapshot its id in this repository, if there is one
 */
record LedgerPart(String type, String name, Outcome outcome, String by, String reason, Optional<String> snapshot) {
    private static final Set<String> TYPES =
            Set.of(PartId.Type.OBJECTS.word(), PartId.Type.VOLUME.word(), PartId.Type.DATABASE.word(), "hook");
    private static final JsonNames NAMES = JsonNames.of("type", "name", "outcome", "by", "reason", "snapshot");

    /** @throws IllegalArgumentException if it is no such document */
    static LedgerPart parse(String text) {
        String[] fields = new String[6];
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
        if (!TYPES.contains(fields[0])) {
            throw new IllegalArgumentException("'" + text + "' is no part: its type is unknown");
        }
        return new LedgerPart(
                fields[0],
                fields[1],
                Outcome.of(fields[2]),
                fields[3] == null ? "" : fields[3],
                fields[4] == null ? "" : fields[4],
                Optional.ofNullable(fields[5]));
    }

    /** Whether its snapshot has a ledger of its own, of single objects. */
    boolean hasLedger() {
        return type.equals("objects") && outcome == Outcome.CAPTURED;
    }

    /** Its snapshot, if it is among these. */
    Optional<SavedSnapshot> in(Map<String, SavedSnapshot> saved) {
        return snapshot.map(saved::get);
    }

    LedgerPart failed(String why) {
        return new LedgerPart(type, name, Outcome.FAILED, by, why, snapshot);
    }

    LedgerPart withoutSnapshot() {
        return new LedgerPart(type, name, outcome, by, reason, Optional.empty());
    }

    /** What has a snapshot has a place in the restore point, also where something of it is missing. */
    LedgerEntry entry() {
        return new LedgerEntry(
                type,
                name,
                outcome,
                by,
                reason,
                Optional.empty(),
                Optional.empty(),
                snapshot.map(_ -> part().path().toString()));
    }

    private PartId part() {
        return type.equals(PartId.Type.OBJECTS.word())
                ? PartId.OBJECTS
                : type.equals(PartId.Type.DATABASE.word()) ? PartId.database(name) : PartId.volume(name);
    }
}
