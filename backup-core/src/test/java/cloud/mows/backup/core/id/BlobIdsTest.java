package cloud.mows.backup.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class BlobIdsTest {
    private static BlobId id(long n) {
        return new BlobId(new Digest(n, -n, n * n, 7));
    }

    @Test
    void keepsTheOrder() {
        for (int size : new int[] {0, 1, 2, 3, 4, 5, 1000}) {
            BlobIds.Builder builder = new BlobIds.Builder();
            for (int i = 0; i < size; i++) {
                builder.add(id(i));
            }
            BlobIds ids = builder.build();

            assertThat(ids.size()).isEqualTo(size);
            assertThat(ids.isEmpty()).isEqualTo(size == 0);
            for (int i = 0; i < size; i++) {
                assertThat(ids.get(i)).isEqualTo(id(i));
            }
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ids.get(size));
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> ids.get(-1));
        }
    }

    @Test
    void equalsByContent() {
        assertThat(BlobIds.of(id(1), id(2))).isEqualTo(BlobIds.of(id(1), id(2)));
        assertThat(BlobIds.of(id(1), id(2))).hasSameHashCodeAs(BlobIds.of(id(1), id(2)));
        assertThat(BlobIds.of(id(1), id(2))).isNotEqualTo(BlobIds.of(id(2), id(1)));
        assertThat(BlobIds.of(id(1))).isNotEqualTo(BlobIds.of(id(1), id(1)));
        assertThat(BlobIds.of()).isSameAs(BlobIds.EMPTY);
    }
}
