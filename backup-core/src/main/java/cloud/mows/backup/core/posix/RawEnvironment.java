package cloud.mows.backup.core.posix;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.bytes.EscapedBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** {@code /proc/self/environ}: the variables as the bytes that the process was started with. */
final class RawEnvironment {
    private static final char REPLACEMENT = '\ufffd';

    private RawEnvironment() {}

    static Map<String, String> matching(Map<String, String> decoded) {
        if (decoded.values().stream().allMatch(value -> value.indexOf(REPLACEMENT) < 0)) {
            return decoded;
        }
        try {
            return matching(decoded, Files.readAllBytes(Path.of("/proc/self/environ")));
        } catch (IOException e) {
            return decoded;
        }
    }

    static Map<String, String> matching(Map<String, String> decoded, byte[] environ) {
        Map<String, String> raw = new HashMap<>(decoded);
        // From the end, since of two variables of one name the JVM takes the first.
        for (int end = environ.length, i = end - 1; i >= -1; i--) {
            if (i == -1 || environ[i] == 0) {
                replace(raw, environ, i + 1, end);
                end = i;
            }
        }
        return Map.copyOf(raw);
    }

    private static void replace(Map<String, String> variables, byte[] environ, int from, int to) {
        // A name may begin with an equals sign, as it may for the JVM.
        int equals = from + 1;
        while (equals < to && environ[equals] != '=') {
            equals++;
        }
        if (equals < to) {
            String name = new String(environ, from, equals - from, StandardCharsets.UTF_8);
            ByteString value = ByteString.of(environ, equals + 1, to - equals - 1);
            variables.computeIfPresent(name, (key, decoded) -> EscapedBytes.escape(value));
        }
    }
}
