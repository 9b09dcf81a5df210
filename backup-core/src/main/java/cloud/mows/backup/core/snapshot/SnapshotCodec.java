package cloud.mows.backup.core.snapshot;

import static cloud.mows.backup.core.bytes.json.JsonWriter.ascii;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot's JSON: the same fields in the same order as restic's, then those that we do not know. Thread-safe. */
public final class SnapshotCodec {
    private static final JsonNames FIELDS = JsonNames.of(
            "time",
            "parent",
            "tree",
            "paths",
            "hostname",
            "username",
            "uid",
            "gid",
            "excludes",
            "tags",
            "original",
            "program_version",
            "summary");
    private static final BlobId NO_TREE = new BlobId(new Digest(0, 0, 0, 0));
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private SnapshotCodec() {}

    /** The JSON, in an array of its own. */
    public static ByteSlice encode(Snapshot snapshot) {
        JsonWriter out = new JsonWriter();
        out.raw(ascii("{\"time\":")).time(snapshot.time(), snapshot.offset().getTotalSeconds());
        id(out, "parent", snapshot.parent());
        out.raw(ascii(",\"tree\":")).hex(snapshot.tree().digest());
        strings(out, "paths", snapshot.paths());
        text(out, "hostname", snapshot.hostname());
        text(out, "username", snapshot.username());
        number(out, "uid", snapshot.uid());
        number(out, "gid", snapshot.gid());
        if (!snapshot.excludes().isEmpty()) {
            strings(out, "excludes", snapshot.excludes());
        }
        if (!snapshot.tags().isEmpty()) {
            strings(out, "tags", snapshot.tags());
        }
        id(out, "original", snapshot.original());
        text(out, "program_version", snapshot.programVersion());
        SnapshotSummary summary = snapshot.summary();
        if (summary != null) {
            field(out, "summary");
            SummaryCodec.write(out, summary);
        }
        others(out, snapshot.otherFields());
        return out.raw('}').slice();
    }

    /** @throws MalformedSnapshotException if the bytes are no snapshot */
    public static Snapshot decode(ByteSlice json) throws MalformedSnapshotException {
        JsonReader in = new JsonReader(json);
        try {
            Snapshot snapshot = read(in);
            in.endOfDocument();
            return snapshot;
        } catch (MalformedJsonException e) {
            throw new MalformedSnapshotException("byte " + e.position() + ": " + e.getMessage(), e);
        }
    }

    private static Snapshot read(JsonReader in) throws MalformedJsonException {
        Instant time = null;
        ZoneOffset offset = ZoneOffset.UTC;
        BlobId tree = null;
        String username = "";
        long uid = 0;
        long gid = 0;
        Map<String, String> others = new LinkedHashMap<>();
        // The two values that a snapshot cannot do without are set at the end.
        SnapshotBuilder read = Snapshot.builder(Instant.EPOCH, offset, NO_TREE);
        in.beginObject();
        for (int field; (field = in.nextField(FIELDS)) != JsonReader.END; ) {
            if (field == JsonReader.UNKNOWN) {
                String name = in.fieldName();
                others.put(name, raw(in));
                continue;
            }
            if (in.nextNull()) {
                continue;
            }
            switch (field) {
                case 0 -> {
                    time = in.time();
                    offset = in.timeOffset();
                }
                case 1 -> read.parent(new SnapshotId(in.digest()));
                case 2 -> tree = new BlobId(in.digest());
                case 3 -> read.paths(strings(in));
                case 4 -> read.hostname(in.string());
                case 5 -> username = in.string();
                case 6 -> uid = in.number(UINT32_MAX);
                case 7 -> gid = in.number(UINT32_MAX);
                case 8 -> read.excludes(strings(in));
                case 9 -> read.tags(strings(in));
                case 10 -> read.original(new SnapshotId(in.digest()));
                case 11 -> read.programVersion(in.string());
                case 12 -> read.summary(SummaryCodec.read(in));
                default -> throw new AssertionError(field);
            }
        }
        if (time == null) {
            throw in.malformed("a snapshot without a time");
        }
        if (tree == null) {
            throw in.malformed("a snapshot without a tree");
        }
        return read.time(time, offset)
                .tree(tree)
                .user(username, uid, gid)
                .otherFields(others)
                .build();
    }

    private static List<String> strings(JsonReader in) throws MalformedJsonException {
        List<String> strings = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            strings.add(in.string());
        }
        return strings;
    }

    static String raw(JsonReader in) throws MalformedJsonException {
        ByteSlice value = in.rawValue();
        return new String(value.array(), value.offset(), value.length(), StandardCharsets.UTF_8);
    }

    private static void field(JsonWriter out, String name) {
        out.raw(',').string(name).raw(':');
    }

    private static void id(JsonWriter out, String name, @Nullable SnapshotId id) {
        if (id != null) {
            field(out, name);
            out.hex(id.digest());
        }
    }

    private static void text(JsonWriter out, String name, String value) {
        if (!value.isEmpty()) {
            field(out, name);
            out.string(value);
        }
    }

    private static void number(JsonWriter out, String name, long value) {
        if (value != 0) {
            field(out, name);
            out.unsigned(value);
        }
    }

    private static void strings(JsonWriter out, String name, List<String> values) {
        field(out, name);
        out.raw('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.raw(',');
            }
            out.string(values.get(i));
        }
        out.raw(']');
    }

    static void others(JsonWriter out, Map<String, String> fields) {
        fields.forEach((name, raw) -> {
            field(out, name);
            out.raw(raw.getBytes(StandardCharsets.UTF_8));
        });
    }
}
