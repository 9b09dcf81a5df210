package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.problem.ApiException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The link that works once, and the sessions that came of such links. They outlive a restart. */
public final class LinkLogins implements Logins {
    static final Duration AGE_MAX = Duration.ofDays(30);

    private static final int SESSIONS_MAX = 32;
    private static final String FILE = "sessions.json";
    private static final String LINK = "login-token";

    private final HostState state;
    private final InstantSource clock;
    private List<Session> sessions;
    private String token;

    /** @param hash SHA-256 of the cookie */
    record Session(String hash, Instant since) {}

    public LinkLogins(HostState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
        this.sessions = state.read(FILE, new TypeReference<List<Session>>() {}).orElse(List.of());
        this.token = renewToken();
    }

    /** For the link; it works once. */
    public synchronized String token() {
        return token;
    }

    /** A file that holds the token for the next link, for who runs this program. */
    public String tokenFile() {
        return state.folder().resolve(LINK).toString();
    }

    private String renewToken() {
        String fresh = SessionCookie.fresh();
        state.write(LINK, fresh);
        return fresh;
    }

    @Override
    public LoginKind kind() {
        return LoginKind.Link;
    }

    @Override
    public Duration ageMax() {
        return AGE_MAX;
    }

    @Override
    public synchronized String logIn(String given) {
        if (!MessageDigest.isEqual(bytes(given), bytes(token))) {
            throw ApiException.unauthorized(
                    "this link does not log in: it is wrong, or was used before",
                    "make a new link: the file " + tokenFile() + " holds the token for it");
        }
        String cookie = SessionCookie.fresh();
        List<Session> all = new ArrayList<>(living());
        all.add(new Session(SessionCookie.hash(cookie), clock.instant()));
        all.sort(Comparator.comparing(Session::since).reversed());
        keep(all.subList(0, Math.min(all.size(), SESSIONS_MAX)));
        token = renewToken();
        return cookie;
    }

    private void keep(List<Session> some) {
        sessions = List.copyOf(some);
        state.write(FILE, sessions);
    }

    @Override
    public synchronized boolean isKnown(String cookie) {
        String hash = SessionCookie.hash(cookie);
        return living().stream().anyMatch(session -> isOf(session, hash));
    }

    private static boolean isOf(Session session, String hash) {
        return MessageDigest.isEqual(bytes(session.hash()), bytes(hash));
    }

    /** The link says that somebody may come in, and not who. */
    @Override
    public Optional<String> personName(String cookie) {
        return Optional.empty();
    }

    @Override
    public synchronized void logOut(String cookie) {
        String hash = SessionCookie.hash(cookie);
        keep(living().stream().filter(session -> !isOf(session, hash)).toList());
    }

    @Override
    public String howToLogIn() {
        return "open the link that 'mows-backup serve' printed; the file " + tokenFile()
                + " holds the token for a new one";
    }

    private List<Session> living() {
        Instant oldest = clock.instant().minus(AGE_MAX);
        return sessions.stream()
                .filter(session -> session.since().isAfter(oldest))
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
