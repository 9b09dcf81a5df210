package cloud.mows.backup.dashboards.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.dashboards.problem.ApiException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiPathTest {
    @Test
    void anyBytesComeBack() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] name = new byte[1 + random.nextInt(12)];
            for (int j = 0; j < name.length; j++) {
                int b = random.nextBoolean()
                        ? "\\x5cäö€😀a".getBytes(java.nio.charset.StandardCharsets.UTF_8)[random.nextInt(16)]
                        : random.nextInt(1, 256);
                name[j] = (byte) (b == '/' ? 'a' : b);
            }
            BytePath path = BytePath.ROOT
                    .resolve(ByteString.of("n"))
                    .resolve(ByteString.of(name).concat(ByteString.of("z")));

            assertThat(ApiPath.decode(ApiPath.encode(path))).as("seed=%d", seed).isEqualTo(path);
        }
    }

    @Test
    void isReadable() {
        assertThat(ApiPath.encode(BytePath.of(ByteString.of(new byte[] {'/', 'a', (byte) 0xff, '\\'}))))
                .isEqualTo("/a\\xff\\x5c");
        assertThat(ApiPath.encode(BytePath.of("/Bilder/Ämter"))).isEqualTo("/Bilder/Ämter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "../a", "/../a", "/a/../../b", "/a\0b", "/a\\xzz"})
    void whatLeadsElsewhereIsRefused(String path) {
        assertThatThrownBy(() -> ApiPath.decode(path)).isInstanceOf(ApiException.class);
    }

    @Test
    void aNameForTheBrowserIsEncoded() {
        assertThat(Attachment.header("Rechnung \"1\"; ä.pdf"))
                .isEqualTo("attachment; filename*=UTF-8''Rechnung%20%221%22%3B%20%C3%A4.pdf");
    }
}
