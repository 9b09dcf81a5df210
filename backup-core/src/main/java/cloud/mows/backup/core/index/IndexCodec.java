package cloud.mows.backup.core.index;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Index files as JSON (restic doc/design.rst, "Indexing"). */
public final class IndexCodec {
    private static final JsonFactory JSON = new JsonFactory();

    private IndexCodec() {}

    /** The JSON of an index file. */
    public static ByteSlice encode(List<IndexedPack> packs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(packs.size() * 4096 + 64);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("packs");
            for (IndexedPack pack : packs) {
                json.writeStartObject();
                json.writeStringField("id", pack.pack().hex());
                json.writeArrayFieldStart("blobs");
                for (PackedBlob blob : pack.blobs()) {
                    json.writeStartObject();
                    json.writeStringField("id", blob.id().hex());
                    json.writeStringField("type", blob.type().word());
                    json.writeNumberField("offset", blob.offset());
                    json.writeNumberField("length", blob.length());
                    if (blob.isCompressed()) {
                        json.writeNumberField("uncompressed_length", blob.uncompressedLength());
                    }
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return ByteSlice.of(out.toByteArray());
    }

    /** What an index file says. */
    public interface Sink {
        /** The packs of these index files are listed in this one. */
        void supersedes(IndexId id);

        void pack(IndexedPack pack);
    }

    /** Reads an index file pack by pack, ignoring fields it does not know. */
    public static void decode(ByteSlice json, Sink sink) throws MalformedIndexException {
        try (JsonParser in = JSON.createParser(json.array(), json.offset(), json.length())) {
            expect(in, in.nextToken(), JsonToken.START_OBJECT);
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                switch (in.currentName()) {
                    case "packs" -> {
                        if (in.nextToken() != JsonToken.VALUE_NULL) {
                            readPacks(in, sink);
                        }
                    }
                    case "supersedes" -> {
                        if (in.nextToken() != JsonToken.VALUE_NULL) {
                            readSupersedes(in, sink);
                        }
                    }
                    default -> skipValue(in);
                }
            }
            expect(in, in.currentToken(), JsonToken.END_OBJECT);
            expect(in, in.nextToken(), null);
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedIndexException("not an index: " + firstLine(e));
        }
    }

    private static void readSupersedes(JsonParser in, Sink sink) throws IOException, MalformedIndexException {
        expect(in, in.currentToken(), JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.VALUE_STRING) {
            sink.supersedes(IndexId.parse(in.getText()));
        }
        expect(in, in.currentToken(), JsonToken.END_ARRAY);
    }

    private static void readPacks(JsonParser in, Sink sink) throws IOException, MalformedIndexException {
        expect(in, in.currentToken(), JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Digest id = null;
            List<PackedBlob> blobs = new ArrayList<>();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                switch (in.currentName()) {
                    case "id" -> id = digest(in);
                    case "blobs" -> {
                        if (in.nextToken() != JsonToken.VALUE_NULL) {
                            readBlobs(in, blobs);
                        }
                    }
                    default -> skipValue(in);
                }
            }
            expect(in, in.currentToken(), JsonToken.END_OBJECT);
            if (id == null) {
                throw new MalformedIndexException("a pack without an id");
            }
            sink.pack(new IndexedPack(new PackId(id), blobs));
        }
        expect(in, in.currentToken(), JsonToken.END_ARRAY);
    }

    private static void readBlobs(JsonParser in, List<PackedBlob> blobs) throws IOException, MalformedIndexException {
        expect(in, in.currentToken(), JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            blobs.add(readBlob(in));
        }
        expect(in, in.currentToken(), JsonToken.END_ARRAY);
    }

    private static PackedBlob readBlob(JsonParser in) throws IOException, MalformedIndexException {
        Digest id = null;
        BlobType type = null;
        int offset = -1;
        int length = -1;
        int uncompressed = 0;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            switch (in.currentName()) {
                case "id" -> id = digest(in);
                case "type" -> {
                    in.nextToken();
                    type = type(in.getText());
                }
                case "offset" -> offset = number(in);
                case "length" -> length = number(in);
                case "uncompressed_length" -> uncompressed = number(in);
                default -> skipValue(in);
            }
        }
        expect(in, in.currentToken(), JsonToken.END_OBJECT);
        if (id == null || type == null) {
            throw new MalformedIndexException("a blob without an id or type");
        }
        return new PackedBlob(type, new BlobId(id), offset, length, uncompressed);
    }

    private static BlobType type(@Nullable String word) throws MalformedIndexException {
        for (BlobType type : BlobType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw new MalformedIndexException("a blob of the unknown type '" + word + "'");
    }

    private static Digest digest(JsonParser in) throws IOException, MalformedIndexException {
        expect(in, in.nextToken(), JsonToken.VALUE_STRING);
        return Digest.parse(in.getText());
    }

    private static int number(JsonParser in) throws IOException, MalformedIndexException {
        expect(in, in.nextToken(), JsonToken.VALUE_NUMBER_INT);
        return in.getIntValue();
    }

    private static void skipValue(JsonParser in) throws IOException {
        in.nextToken();
        in.skipChildren();
    }

    private static void expect(JsonParser in, @Nullable JsonToken token, @Nullable JsonToken wanted)
            throws MalformedIndexException {
        if (token != wanted) {
            throw new MalformedIndexException("expected " + wanted + ", found " + token + " at byte "
                    + in.currentLocation().getByteOffset());
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
