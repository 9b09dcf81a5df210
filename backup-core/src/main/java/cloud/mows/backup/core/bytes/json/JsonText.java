package cloud.mows.backup.core.bytes.json;

/** The string that was read last, unescaped: where its UTF-8 lies. Only an escaped one is copied. */
final class JsonText {
    private final JsonInput in;
    private byte[] scratch = new byte[0];

    byte[] bytes;
    int from;
    int length;

    JsonText(JsonInput in) {
        this.in = in;
        this.bytes = in.bytes;
    }

    void scan() throws MalformedJsonException {
        in.skipSpace();
        if (in.peek() != '"') {
            throw in.malformed("a string expected");
        }
        int from = ++in.at;
        int i = from;
        int bits = 0;
        while (i < in.end) {
            byte c = in.bytes[i];
            if (c == '"') {
                if (bits < 0) {
                    checkUtf8(from, i);
                }
                bytes = in.bytes;
                this.from = from;
                this.length = i - from;
                in.at = i + 1;
                return;
            }
            if (c == '\\') {
                scanEscaped(from, i);
                return;
            }
            if (c >= 0 && c < 0x20) {
                in.at = i;
                throw in.malformed("a control character in a string");
            }
            bits |= c;
            i++;
        }
        in.at = in.end;
        throw in.malformed("a string without an end");
    }

    private void checkUtf8(int from, int to) throws MalformedJsonException {
        int bad = Utf8.firstInvalid(in.bytes, from, to);
        if (bad < to) {
            in.at = bad;
            throw in.malformed("a string that is not UTF-8");
        }
    }

    /** Unescapes the string from {@code from} whose first backslash is at {@code escape}; never longer than its source. */
    private void scanEscaped(int from, int escape) throws MalformedJsonException {
        int close = escape;
        while (close < in.end && in.bytes[close] != '"') {
            close += in.bytes[close] == '\\' ? 2 : 1;
        }
        if (close >= in.end) {
            in.at = in.end;
            throw in.malformed("a string without an end");
        }
        checkUtf8(from, close);
        if (scratch.length < close - from) {
            scratch = new byte[Math.max(close - from, 256)];
        }
        int out = 0;
        int i = from;
        while (i < close) {
            byte c = in.bytes[i++];
            if (c == '\\') {
                in.at = i + 1;
                switch (in.bytes[i++]) {
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
                    default -> throw in.malformed("an unknown escape in a string");
                }
            } else if (c >= 0 && c < 0x20) {
                in.at = i - 1;
                throw in.malformed("a control character in a string");
            } else {
                scratch[out++] = c;
            }
        }
        bytes = scratch;
        this.from = 0;
        this.length = out;
        in.at = close + 1;
    }

    /** The code point of {@code \\uXXXX} or of a pair of them; half a pair is U+FFFD as in Go. */
    private int codePoint(int i, int close) throws MalformedJsonException {
        int unit = unit(i, close);
        if (unit < 0) {
            throw in.malformed("an escape without four hexadecimal digits");
        }
        if (!Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isHighSurrogate((char) unit)
                && i + 6 <= close
                && in.bytes[i + 4] == '\\'
                && in.bytes[i + 5] == 'u') {
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
            int digit = HexDigits.value(in.bytes[k]);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
