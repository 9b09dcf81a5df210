package cloud.mows.backup.core.pattern;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The text of a file with patterns: one a line, white space around it and lines that begin with {@code #} do not count.
 * {@code $NAME} and <code>${NAME}</code> become what the environment has for them, {@code $$} a dollar sign.
 */
public final class PatternFile {
    private static final String SINGLE_NAMES = "*#$@!?-0123456789";

    private final UnaryOperator<String> environment;

    /** @param environment gives a variable's value, empty if there is none */
    public PatternFile(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** @param content UTF-8 and bytes as {@link EscapedBytes} has them, or what a byte order mark at its start says */
    public List<String> patterns(ByteSlice content) {
        return decode(content)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                .map(this::expand)
                .toList();
    }

    private static String decode(ByteSlice content) {
        int skip = 0;
        @Nullable Charset charset = null;
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            skip = 3;
        } else if (startsWith(content, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            skip = 2;
        } else if (startsWith(content, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            skip = 2;
        }
        int from = content.offset() + skip;
        int length = content.length() - skip;
        return charset == null
                ? EscapedBytes.escape(ByteString.of(content.array(), from, length))
                : new String(content.array(), from, length, charset);
    }

    private static boolean startsWith(ByteSlice content, int... mark) {
        if (content.length() < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if (content.get(i) != (byte) mark[i]) {
                return false;
            }
        }
        return true;
    }

    String expand(String line) {
        StringBuilder out = new StringBuilder(line.length());
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c != '$' || at + 1 == line.length()) {
                out.append(c);
                at++;
            } else {
                at = variable(line, at + 1, out);
            }
        }
        return out.toString();
    }

    /** @return where the rest of the line starts */
    private int variable(String line, int at, StringBuilder out) {
        char first = line.charAt(at);
        if (first == '{') {
            int end = line.indexOf('}', at);
            if (end < 0) {
                // Not a variable: the two characters are lost, as in restic.
                return at + 1;
            }
            out.append(value(line.substring(at + 1, end)));
            return end + 1;
        }
        if (SINGLE_NAMES.indexOf(first) >= 0) {
            out.append(value(String.valueOf(first)));
            return at + 1;
        }
        int end = at;
        while (end < line.length() && isNameCharacter(line.charAt(end))) {
            end++;
        }
        out.append(end == at ? "$" : value(line.substring(at, end)));
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private String value(String name) {
        return name.equals("$") ? "$" : name.isEmpty() ? "" : environment.apply(name);
    }
}
