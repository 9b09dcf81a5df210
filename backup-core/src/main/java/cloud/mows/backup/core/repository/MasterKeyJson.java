package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.RepositoryKey;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** The opened content of a key slot: {@code {"mac":{"k":…,"r":…},"encrypt":…}}, values in Base64. */
final class MasterKeyJson {
    private MasterKeyJson() {}

    static RepositoryKey read(ByteSlice json) throws MalformedFileException {
        Map<String, byte[]> parts = new HashMap<>();
        try (JsonParser in = JsonFields.JSON.createParser(json.array(), json.offset(), json.length())) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    parts.put(in.currentName(), Base64.getDecoder().decode(in.getText()));
                }
            }
            return RepositoryKey.of(part(parts, "encrypt"), part(parts, "k"), part(parts, "r"));
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedFileException("the key inside is malformed");
        }
    }

    private static byte[] part(Map<String, byte[]> parts, String name) throws MalformedFileException {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new MalformedFileException("the key inside lacks '" + name + "'");
        }
        return part;
    }
}
