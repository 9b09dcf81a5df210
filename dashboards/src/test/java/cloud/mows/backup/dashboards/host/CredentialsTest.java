package cloud.mows.backup.dashboards.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CredentialsTest {
    @Test
    void comeBackAsTheyWere() {
        Credentials credentials = new Credentials(Map.of("A", "x=y z", "B", "#"));

        assertThat(Credentials.decode(credentials.encode())).isEqualTo(credentials);
        assertThat(credentials.toString()).doesNotContain("x=y z");
    }

    @Test
    void aLineBreakCannotBringInAnotherVariable() {
        assertThatThrownBy(() -> new Credentials(Map.of("A", "x\nLD_PRELOAD=/tmp/x")))
                .hasMessage("A holds a line break");
    }

    @Test
    void aBrokenLineIsToldWithoutItsText() {
        assertThatThrownBy(() -> Credentials.decode("A=1\nsecret\n")).hasMessage("line 2 is not NAME=value");
    }
}
