package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** From the link that the program printed to a session. */
@Path("/api/v1/login")
@Produces(MediaType.APPLICATION_JSON)
public final class LoginResource {
    private final Sessions sessions;

    public LoginResource(Sessions sessions) {
        this.sessions = sessions;
    }

    /** A link works once. */
    @POST
    @APIResponse(responseCode = "204", description = "The browser is logged in by a cookie")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response login(LoginRequest request) {
        Optional<String> cookie = request.token() == null ? Optional.empty() : sessions.login(request.token());
        if (cookie.isEmpty()) {
            throw ApiException.unauthorized(
                    "this link does not log in: it is wrong, or was used before",
                    "make a new link: the file " + sessions.tokenFile() + " holds the token for it");
        }
        return Response.noContent()
                .cookie(new NewCookie.Builder(Gate.COOKIE)
                        .value(cookie.get())
                        .path("/")
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.STRICT)
                        .maxAge((int) Sessions.AGE_MAX.toSeconds())
                        .build())
                .build();
    }
}
