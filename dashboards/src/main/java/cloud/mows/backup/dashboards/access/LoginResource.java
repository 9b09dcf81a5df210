package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.ApiException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Logging in and out, for everybody. */
@Path("/api/v1/login")
@Produces(MediaType.APPLICATION_JSON)
public final class LoginResource {
    private final Logins logins;

    public LoginResource(Logins logins) {
        this.logins = logins;
    }

    /** How to log in here, and who is; and why that failed just now at the provider of identities, once. */
    @GET
    public LoginState login(@Context HttpHeaders headers) {
        Optional<OidcLogins> oidc = logins.oidc();
        return new LoginState(
                logins.kind(),
                cookie(headers, Gate.COOKIE).flatMap(logins::personName).orElse(null),
                oidc.map(OidcLogins::provider).orElse(null),
                oidc.flatMap(it -> cookie(headers, OidcResource.COOKIE).flatMap(it::failure))
                        .orElse(null));
    }

    /** By the token of the link that the program printed, which works once; or by one that the cluster takes. */
    @POST
    @APIResponse(responseCode = "204", description = "The browser is logged in by a cookie")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response logIn(LoginRequest request, @Context HttpHeaders headers) {
        if (request.token() == null) {
            throw ApiException.unusable("the field 'token' is missing", logins.howToLogIn());
        }
        return withCookie(logins.logIn(request.token()), logins.ageMax(), headers);
    }

    /** Forgets this browser. */
    @DELETE
    @APIResponse(responseCode = "204", description = "The browser is logged out")
    public Response logOut(@Context HttpHeaders headers) {
        cookie(headers, Gate.COOKIE).ifPresent(logins::logOut);
        return withCookie("", Duration.ZERO, headers);
    }

    private static Optional<String> cookie(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getCookies().get(name)).map(Cookie::getValue);
    }

    private static Response withCookie(String value, Duration age, HttpHeaders headers) {
        // What a browser says itself; whoever is between could say anything.
        String origin = headers.getHeaderString("Origin");
        return Response.noContent()
                .cookie(SessionCookie.of(value, age, origin != null && origin.startsWith("https://")))
                .build();
    }
}
