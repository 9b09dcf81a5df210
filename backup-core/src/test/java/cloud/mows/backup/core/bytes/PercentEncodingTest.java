package cloud.mows.backup.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PercentEncodingTest {
    @Test
    void everyByteComesBack() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        ByteString bytes = ByteString.of(all);
        assertThat(PercentEncoding.encode(bytes)).matches("([-._~0-9A-Za-z]|%[0-9A-F]{2})*");
        assertThat(PercentEncoding.decode(PercentEncoding.encode(bytes))).isEqualTo(bytes);
    }

    @Test
    void whatAddressesKeepStaysReadable() {
        assertThat(PercentEncoding.encode(ByteString.of("a-b_c.d~9 ä/%"))).isEqualTo("a-b_c.d~9%20%C3%A4%2F%25");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String wrong : new String[] {"%", "%4", "a%4", "%zz", "ä", "a b", "\n"}) {
            assertThatThrownBy(() -> PercentEncoding.decode(wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
