package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.bytes.ByteSlice;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The top-level scalar fields of a small JSON object: config, key and lock files. Nested values are ignored. */
final class JsonFields {
    static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> values;

    private JsonFields(Map<String, Object> values) {
        this.values = values;
    }

    /** @throws MalformedFileException if it is not a JSON object */
    static JsonFields read(ByteSlice json) throws MalformedFileException {
        Map<String, Object> values = new HashMap<>();
        try (JsonParser in = JSON.createParser(json.array(), json.offset(), json.length())) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedFileException("not a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                Object value = scalar(in);
                if (value != null) {
                    values.put(name, value);
                }
            }
            if (in.currentToken() != JsonToken.END_OBJECT) {
                throw new MalformedFileException("JSON ends too early");
            }
        } catch (IOException e) {
            throw new MalformedFileException("not JSON");
        }
        return new JsonFields(values);
    }

    private static @Nullable Object scalar(JsonParser in) throws IOException {
        JsonToken token = in.nextToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> {
                in.skipChildren();
                yield null;
            }
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
