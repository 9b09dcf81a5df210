package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.crypto.RepositoryKey;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The opened content of a key slot: {@code {"mac":{"k":…,"r":…},"encrypt":…}}, values in Base64. */
final class MasterKeyJson {
    private MasterKeyJson() {}

    static RepositoryKey read(ByteSlice json) throws MalformedFileException {
        Parts parts = new Parts();
        try {
            parts.read(new JsonReader(json));
            return RepositoryKey.of(part(parts.encrypt, "encrypt"), part(parts.k, "k"), part(parts.r, "r"));
        } catch (MalformedJsonException | IllegalArgumentException e) {
            throw new MalformedFileException("the key inside is malformed");
        }
    }

    /** What was read so far; {@code k} and {@code r} lie one level deeper. */
    private static final class Parts {
        private static final JsonNames NAMES = JsonNames.of("mac", "encrypt", "k", "r");

        private @Nullable String encrypt;
        private @Nullable String k;
        private @Nullable String r;

        void read(JsonReader in) throws MalformedJsonException {
            in.beginObject();
            for (int field; (field = in.nextField(NAMES)) != JsonReader.END; ) {
                switch (field) {
                    case 0 -> read(new JsonReader(in.rawValue()));
                    case 1 -> encrypt = in.string();
                    case 2 -> k = in.string();
                    case 3 -> r = in.string();
                    default -> in.skipValue();
                }
            }
        }
    }

    private static byte[] part(@Nullable String base64, String name) throws MalformedFileException {
        if (base64 == null) {
            throw new MalformedFileException("the key inside lacks '" + name + "'");
        }
        return Base64.getDecoder().decode(base64);
    }
}
