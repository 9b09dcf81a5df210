package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.repository.Password;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Passwords out of the bytes around them, to the byte as restic does it, or one of the two could not open what the other
 * made. The bytes given are overwritten.
 */
final class PasswordText {
    private PasswordText() {}

    /** A file's text, without a byte order mark (which may say that it is UTF-16) and the white space around it. */
    static Password ofFile(byte[] bytes) {
        if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
            return trimmed(bytes, 3);
        }
        if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0xff, 0xfe)) {
            byte[] utf8 = new String(bytes, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8);
            Arrays.fill(bytes, (byte) 0);
            return trimmed(utf8, 0);
        }
        return trimmed(bytes, 0);
    }

    /** What a command printed, without the white space around it. */
    static Password ofCommand(byte[] bytes) {
        return trimmed(bytes, 0);
    }

    /** A line without its line feed; a carriage return belongs to the end of the line only when it is the last byte. */
    static Password ofLine(byte[] bytes) {
        int length = bytes.length;
        return taken(bytes, 0, length > 0 && bytes[length - 1] == '\r' ? length - 1 : length);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i == bytes.length || (bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Password trimmed(byte[] bytes, int start) {
        int from = start;
        int to = bytes.length;
        for (int n; from < to && (n = spaceBytes(bytes, from, to)) > 0; ) {
            from += n;
        }
        while (to > from) {
            int n = lastSpaceBytes(bytes, from, to);
            if (n == 0) {
                break;
            }
            to -= n;
        }
        return taken(bytes, from, to);
    }

    private static int lastSpaceBytes(byte[] bytes, int from, int to) {
        for (int n = 1; n <= 3 && to - n >= from; n++) {
            if (spaceBytes(bytes, to - n, to) == n) {
                return n;
            }
        }
        return 0;
    }

    /** How many bytes the white space at {@code at} has, in UTF-8; 0 where there is something else. */
    private static int spaceBytes(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return isSpace(first) ? 1 : 0;
        }
        if ((first & 0xe0) == 0xc0 && at + 1 < end && isTail(bytes[at + 1])) {
            int point = (first & 0x1f) << 6 | bytes[at + 1] & 0x3f;
            return point >= 0x80 && isSpace(point) ? 2 : 0;
        }
        if ((first & 0xf0) == 0xe0 && at + 2 < end && isTail(bytes[at + 1]) && isTail(bytes[at + 2])) {
            int point = (first & 0xf) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f;
            return point >= 0x800 && isSpace(point) ? 3 : 0;
        }
        return 0;
    }

    private static boolean isTail(byte b) {
        return (b & 0xc0) == 0x80;
    }

    /** Unicode's property White_Space, all of which lies below U+10000. */
    private static boolean isSpace(int point) {
        return switch (point) {
            case ' ', 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000 -> true;
            default -> point >= '\t' && point <= '\r' || point >= 0x2000 && point <= 0x200a;
        };
    }

    private static Password taken(byte[] bytes, int from, int to) {
        Password password = Password.of(new ByteSlice(bytes, from, to - from));
        Arrays.fill(bytes, (byte) 0);
        return password;
    }
}
