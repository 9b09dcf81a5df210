package cloud.mows.backup.core.tar;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of pax headers: {@code length key=value\n}, the length that of the whole record. */
final class PaxRecords {
    static final PaxRecords NONE = new PaxRecords();

    private static final int NANO_DIGITS = 9;

    private final Map<String, ByteString> values = new LinkedHashMap<>();

    /** Of sparse files in pax form 0.0, the only keys that are there more than once. */
    private final List<Long> sparsePairs = new ArrayList<>();

    /** @param before what holds unless these say something else */
    static PaxRecords parse(byte[] bytes, PaxRecords before) throws MalformedTarException {
        PaxRecords records = new PaxRecords();
        records.values.putAll(before.values);
        records.sparsePairs.addAll(before.sparsePairs);
        for (int at = 0; at < bytes.length; ) {
            at = records.parse(bytes, at);
        }
        return records;
    }

    private int parse(byte[] bytes, int from) throws MalformedTarException {
        int at = from;
        long length = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && length < bytes.length) {
            length = 10 * length + bytes[at++] - '0';
        }
        long end = from + length;
        if (at == from || end > bytes.length || end <= at + 1 || bytes[at] != ' ' || bytes[(int) end - 1] != '\n') {
            throw new MalformedTarException("a pax header with a record that has the wrong length or no end");
        }
        int equals = at + 1;
        while (equals < end && bytes[equals] != '=') {
            equals++;
        }
        if (equals >= end - 1) {
            throw new MalformedTarException("a pax header with a record without '='");
        }
        String key = new String(bytes, at + 1, equals - at - 1, StandardCharsets.UTF_8);
        add(key, ByteString.of(bytes, equals + 1, (int) end - equals - 2));
        return (int) end;
    }

    private void add(String key, ByteString value) throws MalformedTarException {
        if (key.equals("GNU.sparse.offset") || key.equals("GNU.sparse.numbytes")) {
            sparsePairs.add(number(key, value.toString()));
        } else if (value.isEmpty() && !key.startsWith(TarReader.XATTR)) {
            // Says that nothing holds any more, not that there is an empty one.
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    @Nullable
    ByteString bytes(String key) {
        return values.get(key);
    }

    ByteString bytes(String key, ByteString otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    String text(String key, String otherwise) {
        ByteString value = values.get(key);
        return value == null ? otherwise : value.toString();
    }

    long number(String key, long otherwise) throws MalformedTarException {
        ByteString value = values.get(key);
        return value == null ? otherwise : number(key, value.toString());
    }

    private static long number(String key, String text) throws MalformedTarException {
        try {
            long value = Long.parseLong(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw malformed(key, text);
        }
        throw malformed(key, text);
    }

    private static MalformedTarException malformed(String key, String text) {
        return new MalformedTarException("a pax header with '" + text + "' for " + key);
    }

    /** A decimal number of seconds; digits beyond nanoseconds are cut off, towards the past. */
    @Nullable
    Instant time(String key) throws MalformedTarException {
        ByteString value = values.get(key);
        if (value == null) {
            return null;
        }
        String text = value.toString();
        boolean negative = text.startsWith("-");
        int point = text.indexOf('.');
        String whole = text.substring(negative ? 1 : 0, point < 0 ? text.length() : point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        if (!(whole + fraction).matches("[0-9]{1,400}") || whole.length() > 18) {
            throw malformed(key, text);
        }
        long seconds = whole.isEmpty() ? 0 : Long.parseLong(whole);
        long nanos = Long.parseLong((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
        boolean cut = fraction.length() > NANO_DIGITS
                && fraction.substring(NANO_DIGITS).chars().anyMatch(digit -> digit != '0');
        try {
            return negative
                    ? Instant.ofEpochSecond(-seconds, -nanos - (cut ? 1 : 0))
                    : Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException e) {
            throw malformed(key, text);
        }
    }

    /** In the order in which they came. */
    Map<String, ByteString> all() {
        return values;
    }

    /** Offsets and lengths in turn. */
    List<Long> sparsePairs() {
        return sparsePairs;
    }
}
