package cloud.mows.backup.dashboards.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.dashboards.host.HostState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LinkLoginsTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-29T00:00:00Z"));

    @TempDir
    Path folder;

    private LinkLogins logins() {
        return new LinkLogins(new HostState(folder), now::get);
    }

    @Test
    void aLinkWorksOnce() {
        LinkLogins logins = logins();
        String token = logins.token();

        assertThatThrownBy(() -> logins.logIn("x" + token)).hasMessageStartingWith("this link does not log in");
        String cookie = logins.logIn(token);

        assertThat(logins.isKnown(cookie)).isTrue();
        assertThat(logins.isKnown(cookie + "x")).isFalse();
        assertThatThrownBy(() -> logins.logIn(token)).hasMessageStartingWith("this link does not log in");
        assertThat(logins.isKnown(logins.logIn(logins.token()))).isTrue();
        logins.logOut(cookie);
        assertThat(logins.isKnown(cookie)).isFalse();
    }

    @Test
    void aSessionOutlivesARestartAndEndsAfterItsTime() throws Exception {
        LinkLogins before = logins();
        String cookie = before.logIn(before.token());

        LinkLogins after = logins();

        assertThat(after.isKnown(cookie)).isTrue();
        assertThat(Files.readString(folder.resolve("sessions.json"))).doesNotContain(cookie);
        now.set(now.get().plus(LinkLogins.AGE_MAX).plus(Duration.ofSeconds(1)));
        assertThat(after.isKnown(cookie)).isFalse();
    }
}
