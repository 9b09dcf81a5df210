package cloud.mows.backup.dashboards.access;

import cloud.mows.backup.dashboards.host.HostState;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The link that works once, and the sessions that came of such links. They outlive a restart. */
public final class Sessions {
    /** How long a browser stays logged in. */
    public static final Duration AGE_MAX = Duration.ofDays(30);

    private static final int SESSIONS_MAX = 32;
    private static final String FILE = "sessions.json";
    private static final String LINK = "login-token";

    private final HostState state;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private List<Session> sessions;
    private String token;

    /** @param hash SHA-256 of the cookie */
    record Session(String hash, Instant since) {}

    public Sessions(HostState state, InstantSource clock) {
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
        String fresh = secret();
        state.write(LINK, fresh);
        return fresh;
    }

    /** @return the cookie of a new session; empty if the token is not the one of the link, or was used */
    public synchronized Optional<String> login(String given) {
        if (!MessageDigest.isEqual(bytes(given), bytes(token))) {
            return Optional.empty();
        }
        String cookie = secret();
        List<Session> all = new ArrayList<>(living());
        all.add(new Session(hash(cookie), clock.instant()));
        all.sort(Comparator.comparing(Session::since).reversed());
        sessions = List.copyOf(all.subList(0, Math.min(all.size(), SESSIONS_MAX)));
        state.write(FILE, sessions);
        token = renewToken();
        return Optional.of(cookie);
    }

    public synchronized boolean isKnown(String cookie) {
        byte[] hash = bytes(hash(cookie));
        return living().stream().anyMatch(session -> MessageDigest.isEqual(bytes(session.hash()), hash));
    }

    private List<Session> living() {
        Instant oldest = clock.instant().minus(AGE_MAX);
        return sessions.stream()
                .filter(session -> session.since().isAfter(oldest))
                .toList();
    }

    private String secret() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
