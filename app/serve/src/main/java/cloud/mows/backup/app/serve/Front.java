package cloud.mows.backup.app.serve;

import cloud.mows.backup.dashboards.access.Gate;
import cloud.mows.backup.dashboards.access.LinkLogins;
import cloud.mows.backup.dashboards.access.Logins;
import cloud.mows.backup.dashboards.access.Names;
import cloud.mows.backup.dashboards.access.PersonLogins;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.oidc.OidcProvider;
import cloud.mows.backup.dashboards.people.AccessReviews;
import cloud.mows.backup.dashboards.people.Audit;
import cloud.mows.backup.dashboards.people.OwnRights;
import cloud.mows.backup.dashboards.people.Permissions;
import cloud.mows.backup.dashboards.people.Person;
import cloud.mows.backup.dashboards.people.PersonRights;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.people.TokenReviews;
import cloud.mows.backup.dashboards.platform.Platform;
import cloud.mows.backup.dashboards.problem.ApiException;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the page of a machine and that of a cluster have in common: who may come in, what they may, and where. */
final class Front {
    private static @Nullable Front chosen;

    private final ServeOptions options;
    private final Platform platform;
    private final Names names;
    private final Logins logins;
    private final Function<String, Optional<Rights>> rights;
    private final String page;

    private Front(
            ServeOptions options,
            Platform platform,
            Names names,
            Logins logins,
            Function<String, Optional<Rights>> rights,
            String page) {
        this.options = options;
        this.platform = platform;
        this.names = names;
        this.logins = logins;
        this.rights = rights;
        this.page = page;
    }

    /** For whoever started this program, and has the link that it prints. @param terminal whether only they see what is printed */
    static Front byLink(ServeOptions options, Platform platform, boolean terminal) {
        LinkLogins logins = new LinkLogins(new HostState(options.state()), InstantSource.system());
        Names names = Names.ofMachine(options.address(), options.port());
        String link = names.page() + "#login=";
        Rights own = new OwnRights();
        return new Front(
                options,
                platform,
                names,
                logins,
                cookie -> logins.isKnown(cookie) ? Optional.of(own) : Optional.empty(),
                terminal ? link + logins.token() : link + "TOKEN, with the token in " + logins.tokenFile());
    }

    /** For everybody whom the cluster knows, or the provider names, each with what they may do there. */
    static Front byToken(ServeOptions options, Platform platform, KubernetesClient client) {
        InstantSource clock = InstantSource.system();
        Audit audit = Audit.toLog();
        Names names = Names.ofPod(options.hosts());
        PersonLogins logins = new PersonLogins(
                new TokenReviews(client),
                options.oidc().map(settings -> new OidcProvider(settings, clock)),
                names,
                audit,
                clock);
        Permissions permissions = AccessReviews.of(client, clock);
        return new Front(
                options,
                platform,
                names,
                logins,
                cookie -> logins.person(cookie).map((Person person) -> new PersonRights(person, permissions, audit)),
                "port " + options.port() + "; reach it by " + names.page() + ", and " + logins.howToLogIn());
    }

    /** Before anything is made. */
    static void use(Front front) {
        chosen = front;
    }

    static Front chosen() {
        return Objects.requireNonNull(chosen, "started by Serve");
    }

    Gate gate() {
        return new Gate(names, logins::isKnown, logins.howToLogIn());
    }

    /**
     * Of whoever sends a cookie. The gate has asked for it before; but here it is asked whether the cluster still knows them.
     *
     * @throws ApiException if that is nobody
     */
    Rights rights(@Nullable String cookie) {
        return Optional.ofNullable(cookie)
                .flatMap(rights)
                .orElseThrow(() -> ApiException.unauthorized("this browser is not logged in", logins.howToLogIn()));
    }

    /** What to tell who started it. */
    String greeting() {
        return "MOWS Backup is at " + page;
    }

    ServeOptions options() {
        return options;
    }

    Platform platform() {
        return platform;
    }

    Logins logins() {
        return logins;
    }
}
