package cloud.mows.backup.dashboards.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RequestProblemsTest {
    record Body(List<Map<String, Integer>> apps) {}

    private static Problem read(String json) {
        return RequestProblems.of(catchThrowableOfType(
                JsonProcessingException.class, () -> new ObjectMapper().readValue(json, Body.class)));
    }

    @Test
    void whatIsNotJsonIsToldByItsPlaceAndNeverByWhatItIs() {
        assertThat(read("{\"apps\": secret}"))
                .isEqualTo(new Problem(
                        "not-understood",
                        "The request cannot be understood",
                        400,
                        "the body is not JSON (line 1, column 16)",
                        "send what the description of the API says"));
    }

    @Test
    void whatHasAnotherShapeIsToldByItsField() {
        assertThat(read("{\"apps\": [{\"a\": 1}, {\"b\": \"secret\"}]}").detail())
                .isEqualTo("the field 'apps[1].b' of the body holds another kind of value than it should");
        assertThat(read("[\"secret\"]").detail()).isEqualTo("the body is JSON of another shape than it should be");
        assertThat(read("{\"app\": \"secret\"}").detail())
                .isEqualTo("the body has a field 'app', which does not exist");
    }

    @Test
    void faultsAreToldApartFromDisksThatAreFull() {
        assertThat(RequestProblems.of(new UncheckedIOException("/state cannot be written: full", new IOException()))
                        .detail())
                .isEqualTo("/state cannot be written: full");
        assertThat(RequestProblems.of(new IllegalStateException("oh")).next()).contains("report");
    }
}
