package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.problem.ApiException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;

/** Logging in by a provider of identities: a browser is sent there by the one address, and comes back to the other. */
@Path(OidcResource.PATH)
public final class OidcResource {
    static final String PATH = "/api/v1/login/oidc";
    static final String CALLBACK = PATH + "/callback";

    /** Beside that of the session: the provider's page sends the browser back, and no cookie comes along then that is strict about sites. */
    static final String COOKIE = "mows-backup-login";

    /** Of that cookie: the page is told there why a login failed. */
    private static final String COOKIE_PATH = "/api/v1/login";

    private final Logins logins;

    public OidcResource(Logins logins) {
        this.logins = logins;
    }

    /** Sends the browser to the provider, or back to the page if that does not answer. */
    @GET
    @APIResponse(responseCode = "303", description = "The browser goes to the provider")
    public Response logIn(@Context HttpHeaders headers) {
        return answer(oidc().begin(host(headers)));
    }

    /** Where the provider sends the browser, and from where it goes on to the page, logged in or told why not. */
    @GET
    @Path("/callback")
    @APIResponse(responseCode = "303", description = "The browser goes to the page")
    public Response callback(@Context UriInfo address, @Context HttpHeaders headers) {
        Cookie cookie = headers.getCookies().get(COOKIE);
        return answer(
                oidc().finish(host(headers), cookie == null ? null : cookie.getValue(), address.getQueryParameters()));
    }

    private OidcLogins oidc() {
        return logins.oidc()
                .orElseThrow(
                        () -> ApiException.notFound("no provider of identities is set up here", logins.howToLogIn()));
    }

    private static String host(HttpHeaders headers) {
        return headers.getHeaderString(HttpHeaders.HOST);
    }

    private Response answer(OidcLogins.Step step) {
        Response.ResponseBuilder response = Response.seeOther(step.address())
                .cookie(new NewCookie.Builder(COOKIE)
                        .value(step.login())
                        .path(COOKIE_PATH)
                        .httpOnly(true)
                        .secure(step.encrypted())
                        .sameSite(NewCookie.SameSite.LAX)
                        .maxAge((int) (step.login().isEmpty() ? Duration.ZERO : OidcLogins.ATTEMPT_AGE_MAX).toSeconds())
                        .build());
        step.session()
                .ifPresent(session -> response.cookie(SessionCookie.of(session, logins.ageMax(), step.encrypted())));
        return response.build();
    }
}
