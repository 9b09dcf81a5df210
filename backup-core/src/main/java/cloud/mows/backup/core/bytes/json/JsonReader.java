package cloud.mows.backup.core.bytes.json;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

/**
 * Pulls values out of one JSON document, forward only. The caller asks for what it expects; anything else is a
 * {@link MalformedJsonException}. An object is read as
 *
 * <pre>{@code
 * reader.beginObject();
 * for (int f; (f = reader.nextField(NAMES)) != JsonReader.END; ) {
 *     switch (f) {
 *         case 0 -> size = reader.unsigned();
 *         default -> reader.skipValue();
 *     }
 * }
 * }</pre>
 *
 * and an array as {@code beginArray(); while (nextElement()) …}.
 */
public final class JsonReader {
    /** No more fields. */
    public static final int END = -2;
    /** A field that is not among the names asked for. */
    public static final int UNKNOWN = -1;
    /** Nesting of a value that is skipped. */
    private static final int DEPTH_MAX = 64;

    private final JsonInput in;
    /** The string read last. */
    private final JsonText text;
    /** Whether the array or object just begun has had no element yet. */
    private boolean first;

    private int expectedField;

    public JsonReader(ByteSlice document) {
        in = new JsonInput(document);
        text = new JsonText(in);
    }

    /** Bytes read so far. */
    public int position() {
        return in.position();
    }

    public MalformedJsonException malformed(String message) {
        return in.malformed(message);
    }

    public void beginObject() throws MalformedJsonException {
        in.expect('{');
        first = true;
        expectedField = 0;
    }

    public void beginArray() throws MalformedJsonException {
        in.expect('[');
        first = true;
    }

    /** Whether the array has another element, which is then to be read. */
    public boolean nextElement() throws MalformedJsonException {
        return next(']');
    }

    /**
     * Reads the name of the next field; its value is then to be read.
     *
     * @return the index of the name in {@code names}, {@link #UNKNOWN} or {@link #END}
     */
    public int nextField(JsonNames names) throws MalformedJsonException {
        if (!next('}')) {
            return END;
        }
        text.scan();
        in.expect(':');
        int index = names.find(text.bytes, text.from, text.length, expectedField);
        expectedField = index + 1;
        return index;
    }

    /** The name of the field that {@link #nextField} came to; valid only directly after it. */
    public String fieldName() {
        return new String(text.bytes, text.from, text.length, StandardCharsets.UTF_8);
    }

    private boolean next(char close) throws MalformedJsonException {
        in.skipSpace();
        int c = in.peek();
        if (c == close) {
            in.at++;
            first = false;
            return false;
        }
        if (first) {
            first = false;
        } else if (c == ',') {
            in.at++;
            in.skipSpace();
        } else {
            throw malformed("',' or '" + close + "' expected");
        }
        return true;
    }

    /** Nothing but white space may follow. */
    public void endOfDocument() throws MalformedJsonException {
        in.skipSpace();
        if (in.at < in.end) {
            throw malformed("something after the end of the document");
        }
    }

    /** Takes a {@code null} if that is the value. */
    public boolean nextNull() throws MalformedJsonException {
        in.skipSpace();
        if (in.peek() == 'n') {
            in.literal("null");
            return true;
        }
        return false;
    }

    public boolean nextIsObject() {
        in.skipSpace();
        return in.peek() == '{';
    }

    /** A whole number of at most 64 bits, unsigned. */
    public long unsigned() throws MalformedJsonException {
        return JsonNumbers.unsigned(in);
    }

    /** A whole number from 0 to {@code max}. */
    public long number(long max) throws MalformedJsonException {
        long value = unsigned();
        if (value < 0 || value > max) {
            throw malformed("the number " + Long.toUnsignedString(value) + " is larger than " + max);
        }
        return value;
    }

    public boolean bool() throws MalformedJsonException {
        in.skipSpace();
        boolean yes = in.peek() == 't';
        in.literal(yes ? "true" : "false");
        return yes;
    }

    /** Reads a string and leaves its unescaped UTF-8 in {@link #text()}. */
    public ByteSlice text() throws MalformedJsonException {
        text.scan();
        return new ByteSlice(text.bytes, text.from, text.length);
    }

    public String string() throws MalformedJsonException {
        text.scan();
        return new String(text.bytes, text.from, text.length, StandardCharsets.UTF_8);
    }

    /** A string; {@code likely} itself if it is equal, so that a repeated value costs nothing. */
    public String string(String likely) throws MalformedJsonException {
        text.scan();
        if (text.length == likely.length()) {
            int i = 0;
            while (i < text.length && text.bytes[text.from + i] == likely.charAt(i)) {
                i++;
            }
            if (i == text.length) {
                return likely;
            }
        }
        return new String(text.bytes, text.from, text.length, StandardCharsets.UTF_8);
    }

    /** A string's UTF-8. */
    public ByteString byteString() throws MalformedJsonException {
        text.scan();
        return ByteString.of(text.bytes, text.from, text.length);
    }

    /** 64 hexadecimal digits. */
    public Digest digest() throws MalformedJsonException {
        text.scan();
        if (text.length != Digest.HEX_CHARS) {
            throw malformed("an identifier has 64 hexadecimal digits");
        }
        return new Digest(word(0), word(16), word(32), word(48));
    }

    private long word(int from) throws MalformedJsonException {
        long word = 0;
        int bad = 0;
        for (int i = text.from + from, to = i + 16; i < to; i++) {
            int digit = HexDigits.value(text.bytes[i]);
            bad |= digit;
            word = word << 4 | digit;
        }
        if (bad < 0) {
            throw malformed("an identifier has 64 hexadecimal digits");
        }
        return word;
    }

    /** Standard base64 with padding. */
    public ByteString base64() throws MalformedJsonException {
        text.scan();
        try {
            byte[] value = Base64.getDecoder()
                    .decode(ByteString.of(text.bytes, text.from, text.length).toArray());
            return ByteString.of(value);
        } catch (IllegalArgumentException e) {
            throw malformed("not base64");
        }
    }

    /** A time with any offset. */
    public Instant time() throws MalformedJsonException {
        text.scan();
        Instant time = Rfc3339.parse(text.bytes, text.from, text.length);
        if (time == null) {
            throw malformed("not a time as in RFC 3339");
        }
        return time;
    }

    /** The offset of the time read last; valid only directly after {@link #time}. */
    public ZoneOffset timeOffset() {
        return Rfc3339.offset(text.bytes, text.from, text.length);
    }

    /** The bytes of the next value, whatever it is, as they stand in the document. */
    public ByteSlice rawValue() throws MalformedJsonException {
        in.skipSpace();
        int from = in.at;
        skipValue();
        return new ByteSlice(in.bytes, from, in.at - from);
    }

    public void skipValue() throws MalformedJsonException {
        skipValue(0);
    }

    private void skipValue(int depth) throws MalformedJsonException {
        if (depth == DEPTH_MAX) {
            throw malformed("nested more than " + DEPTH_MAX + " deep");
        }
        in.skipSpace();
        switch (in.peek()) {
            case '{' -> {
                beginObject();
                while (nextField(JsonNames.NONE) != END) {
                    skipValue(depth + 1);
                }
            }
            case '[' -> {
                beginArray();
                while (nextElement()) {
                    skipValue(depth + 1);
                }
            }
            case '"' -> text.scan();
            case 't' -> in.literal("true");
            case 'f' -> in.literal("false");
            case 'n' -> in.literal("null");
            default -> JsonNumbers.skip(in);
        }
    }
}
