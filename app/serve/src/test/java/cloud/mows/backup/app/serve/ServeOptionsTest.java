package cloud.mows.backup.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.access.LoginKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ServeOptionsTest {
    @Test
    void hasUsualPlaces() {
        assertThat(ServeOptions.parse(List.of(), Map.of("HOME", "/home/me", "XDG_STATE_HOME", "/var/state")))
                .isEqualTo(new ServeOptions(
                        Path.of("/home/me/.config/mows-backup"),
                        Path.of("/var/state/mows-backup"),
                        Path.of("/home/me/.cache/mows-backup/repositories"),
                        Optional.empty(),
                        LoginKind.Link,
                        List.of(),
                        "127.0.0.1",
                        8480));
    }

    @Test
    void showsAClusterFromAStateOfItsOwn() {
        ServeOptions options = ServeOptions.parse(List.of("--cluster", "--port=1"), Map.of("HOME", "/home/me"));
        assertThat(options.cluster()).contains("mows-backup");
        assertThat(options.state()).isEqualTo(Path.of("/home/me/.local/state/mows-backup/cluster"));
        assertThat(ServeOptions.parse(List.of("--controller-namespace", "care", "--cluster"), Map.of())
                        .cluster())
                .contains("care");
    }

    @Test
    void letsPeopleOfAClusterIn() {
        ServeOptions options = ServeOptions.parse(
                List.of("--cluster", "--login=token", "--host", "backup.example.org", "--host=backup.lan:8443"),
                Map.of("HOME", "/home/me"));
        assertThat(options.login()).isEqualTo(LoginKind.Token);
        assertThat(options.hosts()).containsExactly("backup.example.org", "backup.lan:8443");
    }

    @Test
    void takesValuesInBothForms() {
        ServeOptions options = ServeOptions.parse(
                List.of("--config=/etc/m", "--state", "/var/m", "--address", "::1", "--port=0"), Map.of());

        assertThat(options.config()).isEqualTo(Path.of("/etc/m"));
        assertThat(options.state()).isEqualTo(Path.of("/var/m"));
        assertThat(options.address()).isEqualTo("::1");
        assertThat(options.port()).isZero();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--prot=1"), Map.of()))
                .hasMessageStartingWith("'--prot=1' is no option of serve");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--port", "http"), Map.of()))
                .hasMessageStartingWith("--port http is not a number");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--port", "70000"), Map.of()))
                .hasMessage("--port 70000 is not within 0 and 65535");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--login=password", "--cluster"), Map.of()))
                .hasMessageStartingWith("--login password is neither link nor token");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--login=token"), Map.of()))
                .hasMessageStartingWith("--login token needs --cluster");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--cluster", "--host=a.example"), Map.of()))
                .hasMessageStartingWith("--host needs --login token");
        assertThatThrownBy(() -> ServeOptions.parse(
                        List.of("--cluster", "--login=token", "--host=https://a.example/"), Map.of()))
                .hasMessageStartingWith("--host https://a.example/ is not a name as backup.example.org");
        assertThatThrownBy(() -> ServeOptions.parse(List.of("--config"), Map.of()))
                .hasMessageStartingWith("--config needs a value");
    }
}
