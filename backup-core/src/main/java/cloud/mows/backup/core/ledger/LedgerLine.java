package cloud.mows.backup.core.ledger;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The fields of one line that have a name we know. */
final class LedgerLine {
    private static final List<String> NUMBERS = List.of("ledger", "captured", "excused", "failed");
    private static final List<String> TEXTS =
            List.of("type", "name", "outcome", "by", "reason", "apiVersion", "kind", "path", "backup", "host", "time");
    private static final JsonNames NAMES =
            JsonNames.of(Stream.concat(TEXTS.stream(), NUMBERS.stream()).toArray(String[]::new));

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Long> numbers = new HashMap<>();

    static LedgerLine parse(ByteSlice bytes) throws MalformedJsonException {
        LedgerLine line = new LedgerLine();
        JsonReader json = new JsonReader(bytes);
        json.beginObject();
        for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
            Object before;
            if (field == JsonReader.UNKNOWN) {
                json.skipValue();
                continue;
            } else if (field < TEXTS.size()) {
                before = line.texts.put(TEXTS.get(field), json.string());
            } else {
                before = line.numbers.put(NUMBERS.get(field - TEXTS.size()), json.number(Long.MAX_VALUE));
            }
            if (before != null) {
                throw json.malformed("a field that is there twice");
            }
        }
        json.endOfDocument();
        return line;
    }

    boolean hasNumber(String name) {
        return numbers.containsKey(name);
    }

    /** @throws IllegalArgumentException if there is none */
    long number(String name) {
        return Optional.ofNullable(numbers.get(name)).orElseThrow(() -> missing(name));
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(texts.get(name));
    }

    /** @throws IllegalArgumentException if there is none */
    String text(String name) {
        return optional(name).orElseThrow(() -> missing(name));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("field '" + name + "' is missing");
    }
}
