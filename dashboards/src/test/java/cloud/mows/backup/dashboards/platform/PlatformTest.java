package cloud.mows.backup.dashboards.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half of the API is about a machine, whose resources know nothing of rights in a cluster: there they are not. */
final class PlatformTest {
    /** The last columns: whether a machine and a cluster answer. */
    @ParameterizedTest
    @CsvSource({
        "/, true, true",
        "/assets/index.js, true, true",
        "/api/v1/login, true, true",
        "/api/v1/login/oidc, true, true",
        "/api/v1/login/oidc/callback, true, true",
        "/api/v1/health, true, true",
        "/api/v1/platform, true, true",
        "/api/v1/apps, true, false",
        "/api/v1/setup/words, true, false",
        "/api/v1/events, true, false",
        "/api/v1/login/x, true, false",
        "/api/v1/clusters, true, false",
        "/api/v1/cluster/apps, false, true",
        "/api/v1/cluster/restores/x/apply, false, true",
    })
    void answersWhatItIsAbout(String path, boolean machine, boolean cluster) {
        assertThat(new Platform(PlatformKind.Host, "m", "1").refuse(path).isEmpty())
                .isEqualTo(machine);
        assertThat(new Platform(PlatformKind.Cluster, "c", "1").refuse(path).isEmpty())
                .isEqualTo(cluster);
    }
}
