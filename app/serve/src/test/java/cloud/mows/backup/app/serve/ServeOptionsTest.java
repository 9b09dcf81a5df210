package cloud.mows.backup.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.access.LoginKind;
import cloud.mows.backup.dashboards.oidc.ClaimRules;
import cloud.mows.backup.dashboards.oidc.ClientCredential;
import cloud.mows.backup.dashboards.oidc.OidcSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
                        Optional.empty(),
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

    private static ServeOptions byProvider(String... more) {
        return ServeOptions.parse(
                Stream.concat(
                                Stream.of(
                                        "--cluster",
                                        "--login=token",
                                        "--oidc-issuer-url=https://login.example.org",
                                        "--oidc-client-id=backup"),
                                Stream.of(more))
                        .toList(),
                Map.of("HOME", "/home/me", "MOWS_BACKUP_OIDC_CLIENT_SECRET", "hidden"));
    }

    @Test
    void namesPeopleAsKubeApiserverDoesWithTheSameValues() {
        OidcSettings usual = byProvider().oidc().orElseThrow();
        assertThat(usual.secret()).isEqualTo(new ClientCredential(null, "hidden"));
        assertThat(usual.scopes()).containsExactly("profile", "email");
        assertThat(usual.claims())
                .isEqualTo(new ClaimRules("sub", "https://login.example.org#", Optional.empty(), "", Map.of()));
        assertThat(byProvider("--oidc-username-claim=email")
                        .oidc()
                        .orElseThrow()
                        .claims()
                        .usernamePrefix())
                .isEmpty();
        assertThat(byProvider("--oidc-username-prefix", "-")
                        .oidc()
                        .orElseThrow()
                        .claims()
                        .usernamePrefix())
                .isEmpty();

        OidcSettings chosen = byProvider(
                        "--oidc-username-claim=name",
                        "--oidc-username-prefix=oidc:",
                        "--oidc-groups-claim=groups",
                        "--oidc-groups-prefix=g:",
                        "--oidc-required-claim=hd=example.org",
                        "--oidc-client-secret-file=/run/secret",
                        "--oidc-ca-file=/run/ca",
                        "--oidc-scopes=groups, email")
                .oidc()
                .orElseThrow();
        assertThat(chosen)
                .isEqualTo(new OidcSettings(
                        "https://login.example.org",
                        new ClientCredential(null, "backup"),
                        new ClientCredential(Path.of("/run/secret"), "hidden"),
                        Optional.of(Path.of("/run/ca")),
                        new ClaimRules("name", "oidc:", Optional.of("groups"), "g:", Map.of("hd", "example.org")),
                        List.of("groups", "email")));
        assertThat(chosen.toString()).doesNotContain("hidden");
        assertThat(ServeOptions.parse(
                                List.of(
                                        "--cluster",
                                        "--login=token",
                                        "--oidc-issuer-url=https://login.example.org",
                                        "--oidc-client-id-file=/run/id"),
                                Map.of("HOME", "/home/me"))
                        .oidc()
                        .orElseThrow()
                        .clientId())
                .isEqualTo(new ClientCredential(Path.of("/run/id"), null));
        assertThatThrownBy(() -> byProvider("--oidc-client-id-file=/run/id")).hasMessageContaining("one of");
        assertThat(byProvider().toString()).doesNotContain("hidden");
    }

    @Test
    void saysWhatIsWrongWithAProvider() {
        assertThatThrownBy(() -> ServeOptions.parse(
                        List.of("--cluster", "--oidc-issuer-url=https://login.example.org"), Map.of()))
                .hasMessageStartingWith("--oidc-issuer-url needs --login token");
        assertThatThrownBy(() -> ServeOptions.parse(
                        List.of("--cluster", "--login=token", "--oidc-issuer-url=https://login.example.org"), Map.of()))
                .hasMessageStartingWith(
                        "--oidc-issuer-url and one of --oidc-client-id and --oidc-client-id-file are needed");
        for (String address :
                List.of("http://login.example.org", "login.example.org", "https://a b", "https://a/?x=1")) {
            assertThatThrownBy(() -> byProvider("--oidc-issuer-url=" + address))
                    .hasMessageContaining("'" + address + "' is not an address as https://login.example.org");
        }
        assertThat(byProvider("--oidc-issuer-url=http://localhost:9998/").oidc())
                .isPresent();
        assertThatThrownBy(() -> byProvider("--oidc-required-claim=hd"))
                .hasMessageStartingWith("--oidc-required-claim hd is not as CLAIM=VALUE");
        assertThatThrownBy(() -> byProvider("--oidc-groups-prefix=system:"))
                .hasMessageContaining("a prefix may not begin with 'system:'");
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
