package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.access.Gate.Request;
import cloud.mows.backup.dashboards.problem.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
    private final Gate gate = new Gate(Names.ofMachine("127.0.0.1", 8480), "known"::equals, "open the link");
    private final Gate pod =
            new Gate(Names.ofPod(List.of("backup.example.org", "backup.lan:8443")), "known"::equals, "make a token");

    /** The last column is the status of the refusal, 0 for none. */
    @ParameterizedTest
    @CsvSource({
        "GET, /, 127.0.0.1:8480, , , , 0",
        "GET, /assets/a.js, localhost:8480, , , , 0",
        "GET, /, evil.example, , , known, 421",
        "GET, /, 127.0.0.1, , , known, 421",
        "GET, /, , , , known, 421",
        "GET, /api/v1/apps, LocalHost:8480, , , known, 0",
        "GET, /api/v1/apps, localhost:8480, , , unknown, 401",
        "GET, /api/v1/apps, localhost:8480, , , , 401",
        "GET, /api/v1/login/x, localhost:8480, , , , 401",
        "POST, /api/v1/login, localhost:8480, , page, , 0",
        "POST, /api/v1/login, localhost:8480, , , , 403",
        "POST, /api/v1/setup, localhost:8480, http://localhost:8480, page, known, 0",
        "POST, /api/v1/setup, localhost:8480, , page, known, 0",
        "POST, /api/v1/setup, localhost:8480, , page, unknown, 401",
        "POST, /api/v1/setup, localhost:8480, http://evil.example, page, known, 403",
        "POST, /api/v1/setup, localhost:8480, null, page, known, 403",
        "POST, /api/v1/setup, localhost:8480, https://localhost:8480, page, known, 403",
        "DELETE, /api/v1/apps, localhost:8480, , , known, 403",
        "GET, /api/v1/login, localhost:8480, , , , 0",
        "GET, /api/v1/login/oidc, localhost:8480, , , , 0",
        "GET, /api/v1/login/oidc/callback, localhost:8480, , , , 0",
        "GET, /api/v1/login/oidc/callback/x, localhost:8480, , , , 401",
        "GET, /api/v1/login/oidc/callback, evil.example, , , , 421",
        "POST, /api/v1/login/oidc/callback, localhost:8480, , , , 403",
        "GET, /api/v1/health, localhost:8480, , , , 0",
        "DELETE, /api/v1/login, localhost:8480, , page, , 0",
        "DELETE, /api/v1/login, localhost:8480, , , known, 403",
        "POST, /elsewhere, localhost:8480, , page, , 401",
        "GET, /api;x/v1/apps, localhost:8480, , , known, 400",
        "POST, /api;x/v1/setup, localhost:8480, , page, known, 400",
        "POST, /api/v1/setup, localhost:8480, http://127.0.0.1:8480, page, known, 0",
    })
    void decides(String method, String path, String host, String origin, String header, String cookie, int status) {
        assertThat(gate.refuse(new Request(method, path, host, origin, header, cookie))
                        .map(Problem::status)
                        .orElse(0))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, localhost:30123, , , , 0",
        "GET, /, localhost, , , , 0",
        "GET, /, '[::1]:8480', , , , 0",
        "GET, /, BACKUP.example.org, , , , 0",
        "GET, /, backup.example.org:443, , , , 0",
        "GET, /, backup.example.org:80, , , , 421",
        "GET, /, backup.lan:8443, , , , 0",
        "GET, /, backup.lan, , , , 421",
        "GET, /, evil.example, , , known, 421",
        "GET, /, localhost.evil.example, , , known, 421",
        "GET, /, localhost:1:2, , , known, 421",
        "GET, /, 10.42.0.7:8480, , , known, 421",
        "POST, /api/v1/login, localhost:30123, http://localhost:30123, page, , 0",
        "POST, /api/v1/login, localhost:30123, http://localhost:3000, page, , 403",
        "POST, /api/v1/login, localhost:30123, http://backup.example.org, page, , 403",
        "POST, /api/v1/login, backup.example.org, https://backup.example.org, page, , 0",
        "POST, /api/v1/login, backup.example.org:443, https://backup.example.org, page, , 0",
        "POST, /api/v1/login, backup.example.org, http://backup.example.org, page, , 403",
        "POST, /api/v1/login, backup.example.org, https://backup.lan:8443, page, , 403",
        "POST, /api/v1/login, backup.lan:8443, https://backup.lan:8443, page, , 0",
        "GET, /api/v1/cluster/apps, localhost:30123, , , , 401",
        "GET, /api/v1/cluster/apps, localhost:30123, , , known, 0",
        "DELETE, /api/v1/cluster/restores/x, localhost:30123, , , known, 403",
        "DELETE, /api/v1/cluster/restores/x, localhost:30123, , page, known, 0",
    })
    void decidesInAPod(
            String method, String path, String host, String origin, String header, String cookie, int status) {
        assertThat(pod.refuse(new Request(method, path, host, origin, header, cookie))
                        .map(Problem::status)
                        .orElse(0))
                .isEqualTo(status);
    }
}
