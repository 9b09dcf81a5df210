package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The top-level scalar fields of a small JSON object: config, key and lock files. Nested values are ignored, and so is what
 * follows it: a key with something behind it still opens the repository.
 */
final class JsonFields {
    private static final JsonNames NONE_IN_PARTICULAR = JsonNames.of();

    private final Map<String, Object> values;

    private JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws MalformedFileException if it is not a JSON object */
    static JsonFields read(ByteSlice json) throws MalformedFileException {
        JsonReader in = new JsonReader(json);
        Map<String, Object> values = new HashMap<>();
        try {
            in.beginObject();
            while (in.nextField(NONE_IN_PARTICULAR) != JsonReader.END) {
                String name = in.fieldName();
                Object value = scalar(in.rawValue());
                if (value != null) {
                    values.put(name, value);
                }
            }
        } catch (MalformedJsonException e) {
            throw new MalformedFileException("not a JSON object");
        }
        return new JsonFields(values);
    }

    private static @Nullable Object scalar(ByteSlice raw) throws MalformedJsonException {
        JsonReader value = new JsonReader(raw);
        return switch (raw.get(0)) {
            case '"' -> value.string();
            case 't', 'f' -> value.bool();
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> value.unsigned();
            default -> null;
        };
    }

    String text(String name) throws MalformedFileException {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw new MalformedFileException("field '" + name + "' is missing or no text");
    }

    String textOr(String name, String fallback) {
        return values.get(name) instanceof String text ? text : fallback;
    }

    long number(String name) throws MalformedFileException {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw new MalformedFileException("field '" + name + "' is missing or no whole number");
    }

    int intNumber(String name) throws MalformedFileException {
        long number = number(name);
        if (number != (int) number) {
            throw new MalformedFileException("field '" + name + "' is out of range: " + number);
        }
        return (int) number;
    }

    long numberOr(String name, long fallback) {
        return values.get(name) instanceof Long number ? number : fallback;
    }

    boolean flag(String name) {
        return values.get(name) == Boolean.TRUE;
    }

    byte[] base64(String name) throws MalformedFileException {
        try {
            return Base64.getDecoder().decode(text(name));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException("field '" + name + "' is not Base64");
        }
    }
}
