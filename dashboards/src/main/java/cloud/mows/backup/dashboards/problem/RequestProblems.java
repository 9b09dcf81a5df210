package cloud.mows.backup.dashboards.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.stream.Collectors;

/** Requests that cannot be understood, whoever noticed; and faults of our own. */
public final class RequestProblems {
    private static final System.Logger LOG = System.getLogger(RequestProblems.class.getName());
    private static final int BAD_REQUEST = 400;

    private RequestProblems() {}

    /** What the server refuses before a resource sees it. */
    @Provider
    public static final class OfServer implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException e) {
            if (e.getResponse().getStatus() < BAD_REQUEST) {
                return e.getResponse();
            }
            return ProblemMapper.answer(
                    e.getCause() instanceof JsonProcessingException json
                            ? of(json)
                            : of(e.getResponse().getStatus()));
        }
    }

    /** A body that is JSON, and of another shape than it should be. */
    @Provider
    public static final class OfShape implements ExceptionMapper<MismatchedInputException> {
        @Override
        public Response toResponse(MismatchedInputException e) {
            return ProblemMapper.answer(of(e));
        }
    }

    /** What must not happen. */
    @Provider
    public static final class OfFault implements ExceptionMapper<RuntimeException> {
        @Override
        public Response toResponse(RuntimeException e) {
            LOG.log(Level.ERROR, "a request failed", e);
            return ProblemMapper.answer(of(e));
        }
    }

    /** Never with what was sent, which may be a secret. */
    static Problem of(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step ->
                                step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                        .collect(Collectors.joining())
                        .replaceFirst("^\\.", "")
                : "";
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        String detail = switch (e) {
            case UnrecognizedPropertyException _ -> "the body has a field '" + field + "', which does not exist";
            case JsonMappingException _
            when !field.isEmpty() -> "the field '" + field + "' of the body holds another kind of value than it should";
            case JsonMappingException _ -> "the body is JSON of another shape than it should be";
            default -> "the body is not JSON" + place;
        };
        return new Problem(
                "not-understood",
                "The request cannot be understood",
                BAD_REQUEST,
                detail,
                "send what the description of the API says");
    }

    static Problem of(int status) {
        return switch (status) {
            case 404 ->
                ApiException.notFound("there is nothing at this address", "see the description of the API")
                        .problem();
            case 405 ->
                problem(status, "this address does not take requests of this method", "see the description of the API");
            case 413 -> problem(status, "the body of the request is too large", "send less at once");
            case 415 -> problem(status, "the body is not called JSON", "send it with Content-Type: application/json");
            default -> problem(status, "the server refused the request with status " + status, "");
        };
    }

    private static Problem problem(int status, String detail, String next) {
        return new Problem("not-understood", "The request cannot be understood", status, detail, next);
    }

    static Problem of(RuntimeException e) {
        return e instanceof UncheckedIOException io
                ? new Problem("io", "This machine did not do it", 500, String.valueOf(io.getMessage()), "")
                : new Problem(
                        "fault",
                        "The program has a fault",
                        500,
                        e.toString(),
                        "please report it, with what the log says");
    }
}
