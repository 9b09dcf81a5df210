package cloud.mows.backup.core.snapshot;

import static cloud.mows.backup.core.bytes.json.JsonWriter.ascii;

import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.bytes.json.Rfc3339;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The {@code summary} within a snapshot's JSON. */
final class SummaryCodec {
    private static final String[] COUNTS = {
        "files_new",
        "files_changed",
        "files_unmodified",
        "dirs_new",
        "dirs_changed",
        "dirs_unmodified",
        "data_blobs",
        "tree_blobs",
        "data_added",
        "data_added_packed",
        "total_files_processed",
        "total_bytes_processed"
    };
    private static final JsonNames FIELDS = fields();

    private SummaryCodec() {}

    private static JsonNames fields() {
        String[] names = new String[COUNTS.length + 2];
        names[0] = "backup_start";
        names[1] = "backup_end";
        System.arraycopy(COUNTS, 0, names, 2, COUNTS.length);
        return JsonNames.of(names);
    }

    static void write(JsonWriter out, SnapshotSummary s) {
        int offset = s.offset().getTotalSeconds();
        out.raw(ascii("{\"backup_start\":")).time(s.backupStart(), offset);
        out.raw(ascii(",\"backup_end\":")).time(s.backupEnd(), offset);
        long[] values = {
            s.filesNew(),
            s.filesChanged(),
            s.filesUnmodified(),
            s.dirsNew(),
            s.dirsChanged(),
            s.dirsUnmodified(),
            s.dataBlobs(),
            s.treeBlobs(),
            s.dataAdded(),
            s.dataAddedPacked(),
            s.totalFilesProcessed(),
            s.totalBytesProcessed()
        };
        for (int i = 0; i < COUNTS.length; i++) {
            out.raw(',').string(COUNTS[i]).raw(':').unsigned(values[i]);
        }
        SnapshotCodec.others(out, s.otherFields());
        out.raw('}');
    }

    static SnapshotSummary read(JsonReader in) throws MalformedJsonException {
        Instant start = Rfc3339.UNSET;
        Instant end = Rfc3339.UNSET;
        ZoneOffset offset = ZoneOffset.UTC;
        long[] v = new long[COUNTS.length];
        Map<String, String> others = new LinkedHashMap<>();
        in.beginObject();
        for (int field; (field = in.nextField(FIELDS)) != JsonReader.END; ) {
            if (field == JsonReader.UNKNOWN) {
                String name = in.fieldName();
                others.put(name, SnapshotCodec.raw(in));
            } else if (!in.nextNull()) {
                switch (field) {
                    case 0 -> {
                        start = in.time();
                        offset = in.timeOffset();
                    }
                    case 1 -> end = in.time();
                    default -> v[field - 2] = in.number(Long.MAX_VALUE);
                }
            }
        }
        return new SnapshotSummary(
                start, end, offset, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], others);
    }
}
