package cloud.mows.backup.core.bytes.json;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.id.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
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

    private static final byte[] HEX_VALUES = new byte[256];

    static {
        Arrays.fill(HEX_VALUES, (byte) -1);
        for (int i = 0; i < 16; i++) {
            HEX_VALUES["0123456789abcdef".charAt(i)] = (byte) i;
            HEX_VALUES["0123456789ABCDEF".charAt(i)] = (byte) i;
        }
    }

    private final byte[] in;
    private final int start;
    private final int end;
    private int at;
    /** Whether the array or object just begun has had no element yet. */
    private boolean first;

    private int expectedField;
    private byte[] text;
    private int textFrom;
    private int textLength;
    private byte[] scratch = new byte[0];

    public JsonReader(ByteSlice document) {
        in = document.array();
        start = document.offset();
        end = start + document.length();
        at = start;
        text = in;
    }

    /** Bytes read so far. */
    public int position() {
        return at - start;
    }

    public MalformedJsonException malformed(String message) {
        return new MalformedJsonException(message, position());
    }

    public void beginObject() throws MalformedJsonException {
        expect('{');
        first = true;
        expectedField = 0;
    }

    public void beginArray() throws MalformedJsonException {
        expect('[');
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
        scanString();
        expect(':');
        int index = names.find(text, textFrom, textLength, expectedField);
        expectedField = index + 1;
        return index;
    }

    /** The name of the field that {@link #nextField} came to; valid only directly after it. */
    public String fieldName() {
        return new String(text, textFrom, textLength, StandardCharsets.UTF_8);
    }

    private boolean next(char close) throws MalformedJsonException {
        skipSpace();
        int c = peek();
        if (c == close) {
            at++;
            first = false;
            return false;
        }
        if (first) {
            first = false;
        } else if (c == ',') {
            at++;
            skipSpace();
        } else {
            throw malformed("',' or '" + close + "' expected");
        }
        return true;
    }

    /** Nothing but white space may follow. */
    public void endOfDocument() throws MalformedJsonException {
        skipSpace();
        if (at < end) {
            throw malformed("something after the end of the document");
        }
    }

    /** Takes a {@code null} if that is the value. */
    public boolean nextNull() throws MalformedJsonException {
        skipSpace();
        if (peek() == 'n') {
            literal("null");
            return true;
        }
        return false;
    }

    public boolean nextIsObject() {
        skipSpace();
        return peek() == '{';
    }

    /** A whole number of at most 64 bits, unsigned. */
    public long unsigned() throws MalformedJsonException {
        skipSpace();
        int from = at;
        long value = 0;
        int c;
        while ((c = peek() - '0') >= 0 && c <= 9) {
            if (Long.compareUnsigned(value, 1844674407370955161L) > 0 || (value == 1844674407370955161L && c > 5)) {
                throw malformed("a number of more than 64 bits");
            }
            value = value * 10 + c;
            at++;
        }
        int after = peek();
        if (at == from || after == '.' || after == 'e' || after == 'E') {
            throw malformed("a whole number expected that is not negative");
        }
        if (in[from] == '0' && at - from > 1) {
            throw malformed("a number with a leading zero");
        }
        return value;
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
        skipSpace();
        boolean yes = peek() == 't';
        literal(yes ? "true" : "false");
        return yes;
    }

    /** Reads a string and leaves its unescaped UTF-8 in {@link #text()}. */
    public ByteSlice text() throws MalformedJsonException {
        scanString();
        return new ByteSlice(text, textFrom, textLength);
    }

    public String string() throws MalformedJsonException {
        scanString();
        return new String(text, textFrom, textLength, StandardCharsets.UTF_8);
    }

    /** A string; {@code likely} itself if it is equal, so that a repeated value costs nothing. */
    public String string(String likely) throws MalformedJsonException {
        scanString();
        if (textLength == likely.length()) {
            int i = 0;
            while (i < textLength && text[textFrom + i] == likely.charAt(i)) {
                i++;
            }
            if (i == textLength) {
                return likely;
            }
        }
        return new String(text, textFrom, textLength, StandardCharsets.UTF_8);
    }

    /** A string's UTF-8. */
    public ByteString byteString() throws MalformedJsonException {
        scanString();
        return ByteString.of(text, textFrom, textLength);
    }

    /** 64 hexadecimal digits. */
    public Digest digest() throws MalformedJsonException {
        scanString();
        if (textLength != Digest.HEX_CHARS) {
            throw malformed("an identifier has 64 hexadecimal digits");
        }
        return new Digest(word(0), word(16), word(32), word(48));
    }

    private long word(int from) throws MalformedJsonException {
        long word = 0;
        int bad = 0;
        for (int i = textFrom + from, to = i + 16; i < to; i++) {
            int digit = HEX_VALUES[text[i] & 0xFF];
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
        scanString();
        try {
            byte[] value = Base64.getDecoder()
                    .decode(ByteString.of(text, textFrom, textLength).toArray());
            return ByteString.of(value);
        } catch (IllegalArgumentException e) {
            throw malformed("not base64");
        }
    }

    /** A time with any offset. */
    public Instant time() throws MalformedJsonException {
        scanString();
        Instant time = Rfc3339.parse(text, textFrom, textLength);
        if (time == null) {
            throw malformed("not a time as in RFC 3339");
        }
        return time;
    }

    /** The offset of the time read last; valid only directly after {@link #time}. */
    public ZoneOffset timeOffset() {
        return Rfc3339.offset(text, textFrom, textLength);
    }

    /** The bytes of the next value, whatever it is, as they stand in the document. */
    public ByteSlice rawValue() throws MalformedJsonException {
        skipSpace();
        int from = at;
        skipValue();
        return new ByteSlice(in, from, at - from);
    }

    public void skipValue() throws MalformedJsonException {
        skipValue(0);
    }

    private void skipValue(int depth) throws MalformedJsonException {
        if (depth == DEPTH_MAX) {
            throw malformed("nested more than " + DEPTH_MAX + " deep");
        }
        skipSpace();
        switch (peek()) {
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
            case '"' -> scanString();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> skipNumber();
        }
    }

    private void skipNumber() throws MalformedJsonException {
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (peek() == '.') {
            at++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            skipDigits();
        }
    }

    private void skipDigits() throws MalformedJsonException {
        int from = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed("a value expected");
        }
    }

    private void scanString() throws MalformedJsonException {
        skipSpace();
        if (peek() != '"') {
            throw malformed("a string expected");
        }
        int from = ++at;
        int i = from;
        int bits = 0;
        while (i < end) {
            byte c = in[i];
            if (c == '"') {
                if (bits < 0) {
                    checkUtf8(from, i);
                }
                text = in;
                textFrom = from;
                textLength = i - from;
                at = i + 1;
                return;
            }
            if (c == '\\') {
                scanEscaped(from, i);
                return;
            }
            if (c >= 0 && c < 0x20) {
                at = i;
                throw malformed("a control character in a string");
            }
            bits |= c;
            i++;
        }
        at = end;
        throw malformed("a string without an end");
    }

    private void checkUtf8(int from, int to) throws MalformedJsonException {
        int bad = Utf8.firstInvalid(in, from, to);
        if (bad < to) {
            at = bad;
            throw malformed("a string that is not UTF-8");
        }
    }

    /** Unescapes the string from {@code from} whose first backslash is at {@code escape}; never longer than its source. */
    private void scanEscaped(int from, int escape) throws MalformedJsonException {
        int close = escape;
        while (close < end && in[close] != '"') {
            close += in[close] == '\\' ? 2 : 1;
        }
        if (close >= end) {
            at = end;
            throw malformed("a string without an end");
        }
        checkUtf8(from, close);
        if (scratch.length < close - from) {
            scratch = new byte[Math.max(close - from, 256)];
        }
        int out = 0;
        int i = from;
        while (i < close) {
            byte c = in[i++];
            if (c == '\\') {
                at = i + 1;
                switch (in[i++]) {
                    case '"' -> scratch[out++] = '"';
                    case '\\' -> scratch[out++] = '\\';
                    case '/' -> scratch[out++] = '/';
                    case 'b' -> scratch[out++] = '\b';
                    case 'f' -> scratch[out++] = '\f';
                    case 'n' -> scratch[out++] = '\n';
                    case 'r' -> scratch[out++] = '\r';
                    case 't' -> scratch[out++] = '\t';
                    case 'u' -> {
                        int cp = codePoint(i, close);
                        out = Utf8.encode(cp, scratch, out);
                        i += cp >= 0x10000 ? 10 : 4;
                    }
                    default -> throw malformed("an unknown escape in a string");
                }
            } else if (c >= 0 && c < 0x20) {
                at = i - 1;
                throw malformed("a control character in a string");
            } else {
                scratch[out++] = c;
            }
        }
        text = scratch;
        textFrom = 0;
        textLength = out;
        at = close + 1;
    }

    /** The code point of {@code \\uXXXX} or of a pair of them; half a pair is U+FFFD as in Go. */
    private int codePoint(int i, int close) throws MalformedJsonException {
        int unit = unit(i, close);
        if (unit < 0) {
            throw malformed("an escape without four hexadecimal digits");
        }
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isHighSurrogate((char) unit) && i + 6 <= close && in[i + 4] == '\\' && in[i + 5] == 'u') {
            int low = unit(i + 6, close);
            if (low >= 0 && Character.isLowSurrogate((char) low)) {
                return Character.toCodePoint((char) unit, (char) low);
            }
        }
        return 0xFFFD;
    }

    private int unit(int i, int close) {
        if (i + 4 > close) {
            return -1;
        }
        int unit = 0;
        for (int k = i; k < i + 4; k++) {
            int digit = HEX_VALUES[in[k] & 0xFF];
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private void literal(String word) throws MalformedJsonException {
        for (int i = 0; i < word.length(); i++) {
            if (peek() != word.charAt(i)) {
                throw malformed("a value expected");
            }
            at++;
        }
    }

    private void expect(char c) throws MalformedJsonException {
        skipSpace();
        if (peek() != c) {
            throw malformed("'" + c + "' expected");
        }
        at++;
    }

    private int peek() {
        return at < end ? in[at] : -1;
    }

    private void skipSpace() {
        while (at < end && (in[at] == ' ' || in[at] == '\n' || in[at] == '\r' || in[at] == '\t')) {
            at++;
        }
    }
}
