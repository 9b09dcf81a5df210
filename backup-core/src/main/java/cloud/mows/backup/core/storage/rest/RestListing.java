package cloud.mows.backup.core.storage.rest;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StorageException;
import cloud.mows.backup.core.storage.StoredFile;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a listing as it comes in: {@code [{"name":"…","size":123},…]} of version 2, {@code ["…",…]} of version 1. It goes by
 * what is there, not by the header that says which.
 */
final class RestListing {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(10_000)
                    .maxNestingDepth(10)
                    .maxDocumentLength(-1)
                    .build())
            .build();

    private RestListing() {}

    /** The answer is not what the protocol says. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Version 1 names files only. */
    interface Sizes {
        long of(FileKey key) throws StorageException;
    }

    static void read(InputStream body, FileKind kind, Sizes sizes, Consumer<StoredFile> sink)
            throws IOException, StorageException {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw new Malformed("it does not start with '['", null);
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == null) {
                    throw new Malformed("it ends too early", null);
                }
                switch (json.currentToken()) {
                    case START_OBJECT -> file(json, kind, sink);
                    case VALUE_STRING -> name(json.getText(), kind, sizes, sink);
                    default -> throw new Malformed("it holds " + json.currentToken(), null);
                }
            }
            if (json.nextToken() != null) {
                throw new Malformed("something follows its end", null);
            }
        } catch (StreamReadException e) {
            throw new Malformed(e.getOriginalMessage(), e);
        }
    }

    private static void file(JsonParser json, FileKind kind, Consumer<StoredFile> sink) throws IOException {
        String name = "";
        long size = -1;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            if (field.equals("name") && value == JsonToken.VALUE_STRING) {
                name = json.getText();
            } else if (field.equals("size") && value == JsonToken.VALUE_NUMBER_INT) {
                size = json.getLongValue();
            } else {
                json.skipChildren();
            }
        }
        if (name.isEmpty() || size < 0) {
            throw new Malformed("an entry lacks its name or its size", null);
        }
        if (FileKey.isName(name)) {
            sink.accept(new StoredFile(new FileKey(kind, name), size));
        }
    }

    private static void name(String name, FileKind kind, Sizes sizes, Consumer<StoredFile> sink)
            throws StorageException {
        if (FileKey.isName(name)) {
            FileKey key = new FileKey(kind, name);
            try {
                sink.accept(new StoredFile(key, sizes.of(key)));
            } catch (StorageException.NotFound e) {
                // removed while we listed
            }
        }
    }
}
