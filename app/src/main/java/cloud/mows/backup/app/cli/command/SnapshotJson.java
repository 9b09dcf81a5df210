package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Snapshots for programs: the document as it is stored, with its identifier. */
final class SnapshotJson {
    private SnapshotJson() {}

    static String of(SavedSnapshot saved) {
        return of(saved, "");
    }

    /** @param more further fields, each with a comma before it */
    static String of(SavedSnapshot saved, String more) {
        ByteSlice json = SnapshotCodec.encode(saved.snapshot());
        String open = new String(json.array(), json.offset(), json.length() - 1, StandardCharsets.UTF_8);
        return open + ",\"id\":\"" + saved.id().hex() + "\",\"short_id\":\"" + saved.id() + "\"" + more + "}";
    }

    /** An array, {@code null} for none, as Go writes an empty list. */
    static String orNull(List<SavedSnapshot> snapshots) {
        return snapshots.isEmpty() ? "null" : array(snapshots);
    }

    static String array(List<SavedSnapshot> snapshots) {
        return "[" + String.join(",", snapshots.stream().map(SnapshotJson::of).toList()) + "]";
    }
}
