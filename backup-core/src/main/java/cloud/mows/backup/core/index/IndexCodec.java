package cloud.mows.backup.core.index;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.util.ArrayList;
import java.util.List;

/** Index files as JSON (restic doc/design.rst, "Indexing"). */
public final class IndexCodec {
    private static final JsonNames FILE = JsonNames.of("packs", "supersedes");
    private static final JsonNames PACK = JsonNames.of("id", "blobs");
    private static final JsonNames BLOB = JsonNames.of("id", "type", "offset", "length", "uncompressed_length");

    private static final byte[] PACKS = JsonWriter.ascii("{\"packs\":[");
    private static final byte[] FIRST_ID = JsonWriter.ascii("{\"id\":");
    private static final byte[] NEXT_ID = JsonWriter.ascii(",{\"id\":");
    private static final byte[] BLOBS = JsonWriter.ascii(",\"blobs\":[");
    private static final byte[] TYPE = JsonWriter.ascii(",\"type\":");
    private static final byte[] OFFSET = JsonWriter.ascii(",\"offset\":");
    private static final byte[] LENGTH = JsonWriter.ascii(",\"length\":");
    private static final byte[] UNCOMPRESSED = JsonWriter.ascii(",\"uncompressed_length\":");
    private static final byte[] CLOSE = JsonWriter.ascii("]}");

    private IndexCodec() {}

    /** The JSON of an index file. */
    public static ByteSlice encode(List<IndexedPack> packs) {
        JsonWriter json = new JsonWriter();
        json.raw(PACKS);
        for (int p = 0; p < packs.size(); p++) {
            IndexedPack pack = packs.get(p);
            json.raw(p == 0 ? FIRST_ID : NEXT_ID).hex(pack.pack().digest()).raw(BLOBS);
            for (int b = 0; b < pack.blobs().size(); b++) {
                json.raw(b == 0 ? FIRST_ID : NEXT_ID);
                encode(json, pack.blobs().get(b));
            }
            json.raw(CLOSE);
        }
        return json.raw(CLOSE).slice();
    }

    private static void encode(JsonWriter json, PackedBlob blob) {
        json.hex(blob.id().digest()).raw(TYPE).string(blob.type().word());
        json.raw(OFFSET).unsigned(blob.offset()).raw(LENGTH).unsigned(blob.length());
        if (blob.isCompressed()) {
            json.raw(UNCOMPRESSED).unsigned(blob.uncompressedLength());
        }
        json.raw('}');
    }

    /** What an index file says. */
    public interface Sink {
        /** The packs of these index files are listed in this one. */
        void supersedes(IndexId id);

        void pack(IndexedPack pack);
    }

    /** Reads an index file pack by pack, ignoring fields it does not know. */
    public static void decode(ByteSlice json, Sink sink) throws MalformedIndexException {
        JsonReader in = new JsonReader(json);
        try {
            in.beginObject();
            for (int field; (field = in.nextField(FILE)) != JsonReader.END; ) {
                switch (field) {
                    case 0 -> readPacks(in, sink);
                    case 1 -> readSupersedes(in, sink);
                    default -> in.skipValue();
                }
            }
            in.endOfDocument();
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new MalformedIndexException("not an index: " + e.getMessage());
        }
    }

    private static void readSupersedes(JsonReader in, Sink sink) throws MalformedJsonException {
        if (in.nextNull()) {
            return;
        }
        in.beginArray();
        while (in.nextElement()) {
            sink.supersedes(new IndexId(in.digest()));
        }
    }

    private static void readPacks(JsonReader in, Sink sink) throws MalformedJsonException {
        if (in.nextNull()) {
            return;
        }
        in.beginArray();
        while (in.nextElement()) {
            Digest id = null;
            List<PackedBlob> blobs = new ArrayList<>();
            in.beginObject();
            for (int field; (field = in.nextField(PACK)) != JsonReader.END; ) {
                switch (field) {
                    case 0 -> id = in.digest();
                    case 1 -> readBlobs(in, blobs);
                    default -> in.skipValue();
                }
            }
            if (id == null) {
                throw in.malformed("a pack without an id");
            }
            sink.pack(new IndexedPack(new PackId(id), blobs));
        }
    }

    private static void readBlobs(JsonReader in, List<PackedBlob> blobs) throws MalformedJsonException {
        if (in.nextNull()) {
            return;
        }
        in.beginArray();
        while (in.nextElement()) {
            blobs.add(readBlob(in));
        }
    }

    private static PackedBlob readBlob(JsonReader in) throws MalformedJsonException {
        Digest id = null;
        BlobType type = null;
        int offset = -1;
        int length = -1;
        int uncompressed = 0;
        in.beginObject();
        for (int field; (field = in.nextField(BLOB)) != JsonReader.END; ) {
            switch (field) {
                case 0 -> id = in.digest();
                case 1 -> type = type(in);
                case 2 -> offset = (int) in.number(Integer.MAX_VALUE);
                case 3 -> length = (int) in.number(Integer.MAX_VALUE);
                case 4 -> uncompressed = (int) in.number(Integer.MAX_VALUE);
                default -> in.skipValue();
            }
        }
        if (id == null || type == null) {
            throw in.malformed("a blob without an id or type");
        }
        return new PackedBlob(type, new BlobId(id), offset, length, uncompressed);
    }

    private static BlobType type(JsonReader in) throws MalformedJsonException {
        String word = in.string(BlobType.DATA.word());
        for (BlobType type : BlobType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw in.malformed("a blob of the unknown type '" + word + "'");
    }
}
