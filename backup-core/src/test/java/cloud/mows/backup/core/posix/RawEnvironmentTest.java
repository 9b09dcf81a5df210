package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.EscapedBytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RawEnvironmentTest {
    @TempDir
    Path folder;

    /** The program that the test starts. */
    static final class PrintVariable {
        private PrintVariable() {}

        public static void main(String[] args) {
            String value = PosixProcess.environment(System.getenv()).get("ODD");
            System.out.print(
                    HexFormat.of().formatHex(EscapedBytes.unescape(value).toArray()));
        }
    }

    @Test
    void readsTheBytesOfAProcess() throws Exception {
        // The shell makes the bytes, as this JVM could not pass them on.
        String command = "ODD=\"$(printf 'caf\\351=\\377')\" exec '" + System.getProperty("java.home")
                + "/bin/java' -cp '" + System.getProperty("java.class.path") + "' '" + PrintVariable.class.getName()
                + "'";
        Path script = Files.writeString(folder.resolve("start.sh"), command);
        for (String locale : new String[] {"C", "C.UTF-8"}) {
            ProcessBuilder builder =
                    new ProcessBuilder("/bin/sh", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("LC_ALL", locale);
            Process process = builder.start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).isZero();
            assertThat(printed).as(locale).isEqualTo("636166e93dff");
        }
    }

    @Test
    void leavesWhatWasDecodedAsItIs() {
        Map<String, String> decoded = Map.of("A", "ä", "B", "");
        assertThat(RawEnvironment.matching(decoded)).isSameAs(decoded);
    }

    @Test
    void takesTheFirstOfTwoAndOnlyVariablesThatTheJvmKnows() {
        byte[] environ = "A=1\0=B=2\0NONE\0OTHER=3\0A=4".getBytes(StandardCharsets.UTF_8);
        assertThat(RawEnvironment.matching(Map.of("A", "\ufffd", "=B", "\ufffd", "C", "5"), environ))
                .isEqualTo(Map.of("A", "1", "=B", "2", "C", "5"));
    }
}
