package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** deploy/chart, as Helm itself sees it, and what is made of it for those who have no Helm. */
class ChartE2E {
    private static final Path CHART = Machine.root().resolve("deploy/chart");
    private static final Path PLAIN = Machine.root().resolve("deploy/mows-backup.yaml");
    private static final String IMAGE = "--set=image.repository=registry.example/mows-backup";

    @TempDir
    Path folder;

    private Program helm() throws IOException {
        return Machine.helm(folder);
    }

    @Test
    void helmFindsNothingWrong() throws Exception {
        assertThat(helm().succeed("lint", "--strict", IMAGE, CHART.toString()).output())
                .contains("0 chart(s) failed");
    }

    /** Renewed with -Dplain.renew=true. */
    @Test
    void thePlainFileIsWhatTheChartMakes() throws Exception {
        String rendered = helm().succeed(
                        "template",
                        "mows-backup",
                        CHART.toString(),
                        "--namespace=mows-backup",
                        "--set=namespace.create=true,definitions.install=false",
                        IMAGE)
                .output();
        if (Boolean.getBoolean("plain.renew")) {
            Files.writeString(PLAIN, rendered);
        }
        assertThat(Files.readString(PLAIN)).isEqualTo(rendered);
    }

    @Test
    void whatIsMissingOrWrongIsToldBeforeAnythingIsInstalled() throws Exception {
        Program template = helm().and("template", "mows-backup", CHART.toString());
        assertThat(template.run().exits(1).errors())
                .contains("image.repository is not set: make the image with deploy/image/build");
        assertThat(template.run(IMAGE, "--set=replica=2").exits(1).errors()).contains("'replica' not allowed");
        assertThat(template.run(IMAGE, "--set=replicas=0").exits(1).errors()).contains("at '/replicas'");
    }
}
