package cloud.mows.backup.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As objects two million blobs would take some three hundred megabytes. */
class LargeIndexIT {
    @TempDir
    Path folder;

    @Test
    void allVerbsTakeTwoMillionBlobsInASmallHeap() throws Exception {
        Process verbs = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargeIndexVerbs.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String output = new String(verbs.getInputStream().readAllBytes());
            System.out.print(output);
            assertThat(verbs.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(verbs.exitValue()).as(output).isZero();
            assertThat(output).contains("all verbs are done");
        } finally {
            verbs.destroyForcibly();
        }
    }
}
