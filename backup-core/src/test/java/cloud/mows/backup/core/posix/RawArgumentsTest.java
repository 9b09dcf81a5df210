package cloud.mows.backup.core.posix;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawArgumentsTest {
    @TempDir
    Path folder;

    /** The program that the test starts. */
    static final class PrintArguments {
        private PrintArguments() {}

        public static void main(String[] args) {
            System.out.print(PosixProcess.arguments(args).stream()
                    .map(argument -> HexFormat.of().formatHex(argument.toArray()))
                    .collect(Collectors.joining(" ")));
        }
    }

    @Test
    void getsThroughALocaleThatKnowsAsciiOnly() throws Exception {
        // The shell makes the bytes, as this JVM could not pass them on either.
        String command = "exec '" + System.getProperty("java.home") + "/bin/java' -cp '"
                + System.getProperty("java.class.path") + "' '" + PrintArguments.class.getName()
                + "' backup \"$(printf 'caf\\351 \\377')\" '' \"$(printf '\\303\\244?')\"";
        Path script = Files.writeString(folder.resolve("start.sh"), command);
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", script.toString()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        assertThat(printed).isEqualTo("6261636b7570 636166e920ff  c3a43f");
    }

    @Test
    void fallsBackWhereTheListsDoNotBelongTogether() {
        byte[] commandLine = "java\0Main\0@file\0".getBytes(StandardCharsets.US_ASCII);
        List<ByteString> fallback = List.of(ByteString.of("from"), ByteString.of("\u00e4"));
        assertThat(RawArguments.matching(new String[] {"from", "\u00e4"}, commandLine, fallback))
                .isSameAs(fallback);
        assertThat(RawArguments.matching(new String[] {"a", "b", "c", "\u00e4"}, commandLine, fallback))
                .isSameAs(fallback);
    }
}
