package cloud.mows.backup.app.cli.text;

import cloud.mows.backup.core.bytes.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Builds one JSON value for scripts. Field names and escapes as Go's encoder writes them, so that output can be compared
 * with restic's byte by byte.
 */
public final class Json {
    private static final String HEX = "0123456789abcdef";

    private final StringBuilder text = new StringBuilder(128);
    private boolean needsComma;

    public Json beginObject() {
        return open('{');
    }

    public Json endObject() {
        return close('}');
    }

    public Json beginArray() {
        return open('[');
    }

    public Json endArray() {
        return close(']');
    }

    public Json name(String name) {
        string(name);
        text.append(':');
        needsComma = false;
        return this;
    }

    public Json field(String name, @Nullable String value) {
        return value == null ? name(name).raw("null") : name(name).string(value);
    }

    public Json field(String name, long value) {
        return name(name).raw(Long.toString(value));
    }

    public Json field(String name, boolean value) {
        return name(name).raw(Boolean.toString(value));
    }

    /** As Go writes a number with a fraction: no trailing zeros. */
    public Json field(String name, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return field(name, (long) value);
        }
        return name(name).raw(new java.math.BigDecimal(Double.toString(value)).toPlainString());
    }

    /** An array, {@code null} where there is no list. */
    public Json field(String name, @Nullable Iterable<String> values) {
        name(name);
        if (values == null) {
            return raw("null");
        }
        beginArray();
        values.forEach(this::string);
        return endArray();
    }

    /** A finished JSON value. */
    public Json raw(String json) {
        comma();
        text.append(json);
        needsComma = true;
        return this;
    }

    /** Bytes that are no text, as {@link EscapedBytes} has them, become an escaped U+FFFD each, as in Go. */
    public Json string(String value) {
        comma();
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(c);
                default -> {
                    if (c < 0x20) {
                        escape(c);
                    } else if (EscapedBytes.isEscape(value, i)) {
                        escape('\ufffd');
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
        needsComma = true;
        return this;
    }

    /** The same JSON over several lines, each level two spaces deeper. */
    public static String indented(String json) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean inString = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inString) {
                out.append(c);
                if (c == '\\') {
                    i++;
                    out.append(json.charAt(i));
                }
                inString = c != '"';
                continue;
            }
            switch (c) {
                case '{', '[' -> {
                    out.append(c);
                    if (i + 1 < json.length() && (json.charAt(i + 1) == '}' || json.charAt(i + 1) == ']')) {
                        i++;
                        out.append(json.charAt(i));
                    } else {
                        depth++;
                        out.append('\n').repeat("  ", depth);
                    }
                }
                case '}', ']' -> {
                    depth--;
                    out.append('\n').repeat("  ", depth).append(c);
                }
                case ',' -> out.append(",\n").repeat("  ", depth);
                case ':' -> out.append(": ");
                case '"' -> {
                    inString = true;
                    out.append(c);
                }
                default -> {
                    if (!Character.isWhitespace(c)) {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private void escape(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX.charAt(c >> shift & 15));
        }
    }

    private Json open(char bracket) {
        comma();
        text.append(bracket);
        needsComma = false;
        return this;
    }

    private Json close(char bracket) {
        text.append(bracket);
        needsComma = true;
        return this;
    }

    private void comma() {
        if (needsComma) {
            text.append(',');
        }
        needsComma = false;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
