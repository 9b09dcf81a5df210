package cloud.mows.backup.dashboards.problem;

import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;

/** Problems as answers, whoever found them. */
public final class ProblemMapper {
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemMapper() {}

    /** With its status and media type. */
    public static Response answer(Problem problem) {
        return Response.status(problem.status())
                .type(MEDIA_TYPE)
                .entity(json(problem))
                .build();
    }

    /** As it is sent. */
    public static String json(Problem problem) {
        try {
            return JSON.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ours. */
    @Provider
    public static final class OfApi implements ExceptionMapper<ApiException> {
        @Override
        public Response toResponse(ApiException e) {
            return answer(e.problem());
        }
    }

    /** The engine's. */
    @Provider
    public static final class OfEngine implements ExceptionMapper<BackupException> {
        @Override
        public Response toResponse(BackupException e) {
            return answer(of(e.problem()));
        }
    }

    static Problem of(cloud.mows.backup.core.problem.Problem problem) {
        return new Problem(
                problem.code().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "The repository or the machine did not do it",
                status(problem.code()),
                problem.message(),
                problem.hint());
    }

    private static int status(ProblemCode code) {
        return switch (code) {
            case NOT_FOUND -> 404;
            case REPOSITORY_LOCKED -> 409;
            default -> 502;
        };
    }
}
