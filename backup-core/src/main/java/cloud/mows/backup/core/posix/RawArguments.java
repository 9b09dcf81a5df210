package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The end of {@code /proc/self/cmdline}: what follows the JVM's options and the main class. */
final class RawArguments {
    private RawArguments() {}

    static List<ByteString> matching(String[] decoded) {
        List<ByteString> asUtf8 = Arrays.stream(decoded).map(ByteString::of).toList();
        if (Arrays.stream(decoded).allMatch(RawArguments::isAscii)) {
            return asUtf8;
        }
        try {
            return matching(decoded, Files.readAllBytes(Path.of("/proc/self/cmdline")), asUtf8);
        } catch (IOException e) {
            return asUtf8;
        }
    }

    static List<ByteString> matching(String[] decoded, byte[] commandLine, List<ByteString> fallback) {
        List<ByteString> all = split(commandLine);
        if (all.size() < decoded.length) {
            return fallback;
        }
        List<ByteString> last = all.subList(all.size() - decoded.length, all.size());
        for (int i = 0; i < decoded.length; i++) {
            // An argument that is pure ASCII on one side is the same on the other, or the lists do not belong together
            // (argument files, a launcher's own arguments).
            boolean ascii = isAscii(decoded[i]) && isAscii(last.get(i));
            if (ascii && !last.get(i).equals(ByteString.of(decoded[i])) || isAscii(last.get(i)) && !ascii) {
                return fallback;
            }
        }
        return List.copyOf(last);
    }

    private static List<ByteString> split(byte[] commandLine) {
        List<ByteString> all = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                all.add(ByteString.of(commandLine, start, i - start));
                start = i + 1;
            }
        }
        return all;
    }

    /** A character that could not be decoded may show as a question mark. */
    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80 && c != '?');
    }

    private static boolean isAscii(ByteString bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            if (bytes.at(i) < 0 || bytes.at(i) == '?') {
                return false;
            }
        }
        return true;
    }
}
