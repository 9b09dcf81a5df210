package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.dashboards.host.HostState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T00:00:00Z"));

    @TempDir
    Path folder;

    private Sessions sessions() {
        return new Sessions(new HostState(folder), now::get);
    }

    @Test
    void aLinkWorksOnce() {
        Sessions sessions = sessions();
        String token = sessions.token();

        assertThat(sessions.login("x" + token)).isEmpty();
        String cookie = sessions.login(token).orElseThrow();

        assertThat(sessions.isKnown(cookie)).isTrue();
        assertThat(sessions.isKnown(cookie + "x")).isFalse();
        assertThat(sessions.login(token)).isEmpty();
        assertThat(sessions.login(sessions.token())).isPresent();
    }

    @Test
    void aSessionOutlivesARestartAndEndsAfterItsTime() throws Exception {
        Sessions before = sessions();
        String cookie = before.login(before.token()).orElseThrow();

        Sessions after = sessions();

        assertThat(after.isKnown(cookie)).isTrue();
        assertThat(Files.readString(folder.resolve("sessions.json"))).doesNotContain(cookie);
        now.set(now.get().plus(Sessions.AGE_MAX).plus(Duration.ofSeconds(1)));
        assertThat(after.isKnown(cookie)).isFalse();
    }
}
