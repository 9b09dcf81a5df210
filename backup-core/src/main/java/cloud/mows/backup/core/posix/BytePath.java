package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.util.ArrayList;
import java.util.List;

/**
 * A path as bytes, absolute or relative, cleaned of {@code //}, {@code .} and a slash at the end. {@code ..} stays, for what
 * it means depends on symbolic links; {@link #lexical} takes it as text. The empty path is {@code .}.
 */
public record BytePath(ByteString bytes) implements Comparable<BytePath> {
    private static final ByteString SLASH = ByteString.of("/");
    private static final ByteString DOT = ByteString.of(".");
    private static final ByteString UP = ByteString.of("..");
    public static final BytePath ROOT = new BytePath(SLASH);

    public BytePath {
        bytes = cleaned(bytes);
    }

    /** Bytes that are no text may be written as {@link EscapedBytes} has it. */
    public static BytePath of(String path) {
        return new BytePath(EscapedBytes.unescape(path));
    }

    public static BytePath of(ByteString path) {
        return new BytePath(path);
    }

    public static BytePath of(java.nio.file.Path path) {
        return new BytePath(JavaPaths.bytes(path));
    }

    /** For Java's own calls. */
    public java.nio.file.Path toPath() {
        return JavaPaths.of(EscapedBytes.escape(bytes));
    }

    public boolean isAbsolute() {
        return bytes.at(0) == '/';
    }

    public boolean isRoot() {
        return bytes.equals(SLASH);
    }

    /** This path followed by one name or a relative path. */
    public BytePath resolve(ByteString name) {
        if (isRoot()) {
            return new BytePath(bytes.concat(name));
        }
        return bytes.equals(DOT)
                ? new BytePath(name)
                : new BytePath(bytes.concat(SLASH).concat(name));
    }

    public BytePath resolve(String name) {
        return resolve(EscapedBytes.unescape(name));
    }

    /**
     * The same without {@code ..} wherever a name or the root stands before it, whatever links there are on the disk: Go's
     * filepath.Clean, which restic takes paths with.
     */
    public BytePath lexical() {
        if (!elements().contains(UP)) {
            return this;
        }
        List<ByteString> kept = new ArrayList<>();
        for (ByteString element : elements()) {
            if (!element.equals(UP)
                    || kept.isEmpty() && !isAbsolute()
                    || !kept.isEmpty() && kept.getLast().equals(UP)) {
                kept.add(element);
            } else if (!kept.isEmpty()) {
                kept.removeLast();
            }
        }
        BytePath path = isAbsolute() ? ROOT : new BytePath(DOT);
        for (ByteString element : kept) {
            path = path.resolve(element);
        }
        return path;
    }

    /** Where this leads from {@code directory}: this itself if it is absolute; lexical. */
    public BytePath from(BytePath directory) {
        return (isAbsolute() ? this : directory.resolve(bytes)).lexical();
    }

    /** The last element; {@code /} for the root. */
    public ByteString name() {
        int slash = lastSlash();
        return isRoot() || slash < 0 ? bytes : sub(bytes, slash + 1, bytes.length());
    }

    /** All but the last element; {@code .} for a single relative name, the root for the root. */
    public BytePath parent() {
        int slash = lastSlash();
        if (slash <= 0) {
            return slash == 0 ? ROOT : new BytePath(DOT);
        }
        return new BytePath(sub(bytes, 0, slash));
    }

    /** The elements between the slashes; none for {@code /} and {@code .}. */
    public List<ByteString> elements() {
        return bytes.equals(DOT) ? List.of() : split(bytes);
    }

    /** The same as strings, which hold bytes that are no text as {@link EscapedBytes} has it. */
    public List<String> texts() {
        return elements().stream().map(EscapedBytes::escape).toList();
    }

    /** With U+FFFD for each byte that is no text. */
    public String replaced() {
        return EscapedBytes.replaced(bytes);
    }

    private int lastSlash() {
        int i = bytes.length() - 1;
        while (i >= 0 && bytes.at(i) != '/') {
            i--;
        }
        return i;
    }

    private static ByteString cleaned(ByteString path) {
        if (isClean(path)) {
            return path;
        }
        ByteString result = !path.isEmpty() && path.at(0) == '/' ? SLASH : ByteString.EMPTY;
        boolean first = true;
        for (ByteString element : split(path)) {
            result = first ? result.concat(element) : result.concat(SLASH).concat(element);
            first = false;
        }
        return result.isEmpty() ? DOT : result;
    }

    private static boolean isClean(ByteString path) {
        int length = path.length();
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || path.at(i) == '/') {
                boolean rootsSlash = i == 0 && length > 0;
                boolean empty = i == start && !rootsSlash;
                boolean dot = i == start + 1 && path.at(start) == '.';
                if (empty && !(length == 1 && i == 1) || dot && length > 1) {
                    return false;
                }
                start = i + 1;
            }
        }
        return length > 0;
    }

    private static List<ByteString> split(ByteString path) {
        List<ByteString> elements = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= path.length(); i++) {
            if (i == path.length() || path.at(i) == '/') {
                boolean dot = i == start + 1 && path.at(start) == '.';
                if (i > start && !dot) {
                    elements.add(sub(path, start, i));
                }
                start = i + 1;
            }
        }
        return elements;
    }

    private static ByteString sub(ByteString bytes, int from, int to) {
        return ByteString.of(bytes.toArray(), from, to - from);
    }

    @Override
    public int compareTo(BytePath other) {
        return bytes.compareTo(other.bytes);
    }

    /** For people and terminals: bytes that are not UTF-8 show as U+FFFD, control characters as {@code \\x1b}. */
    @Override
    public String toString() {
        return shown(bytes);
    }

    /**
     * As {@link #toString}, but with bytes that are not UTF-8 as {@link EscapedBytes} has them, for what can write them as
     * they are.
     */
    public String escaped() {
        return withoutControls(EscapedBytes.escape(bytes));
    }

    static String shown(ByteString bytes) {
        return withoutControls(bytes.toString());
    }

    private static String withoutControls(String text) {
        if (text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (Character.isISOControl(c)) {
                escaped.append(String.format("\\x%02x", c));
            } else {
                escaped.append((char) c);
            }
        });
        return escaped.toString();
    }
}
