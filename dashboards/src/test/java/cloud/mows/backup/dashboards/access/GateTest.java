package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.access.Gate.Request;
import cloud.mows.backup.dashboards.problem.Problem;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GateTest {
    private final Gate gate = new Gate(List.of("127.0.0.1:8480", "localhost:8480"), "known"::equals, "open the link");

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
    })
    void decides(String method, String path, String host, String origin, String header, String cookie, int status) {
        assertThat(gate.refuse(new Request(method, path, host, origin, header, cookie))
                        .map(Problem::status)
                        .orElse(0))
                .isEqualTo(status);
    }
}
