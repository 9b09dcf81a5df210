package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkerParametersTest {
    private static final long POLYNOMIAL = 0x3DA3358B4DC173L;

    private static RepositoryConfig config(@Nullable ChunkerParameters chunker) {
        MemoryStorage storage = new MemoryStorage();
        Repository.create(
                        storage,
                        RepositoryFixture.PASSWORD,
                        new ScryptParameters(2, 1, 1),
                        RepositoryFixture.options(),
                        chunker)
                .close();
        try (Repository opened = RepositoryFixture.open(storage)) {
            return opened.config();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areThoseOfTheOtherRepository(boolean gear) {
        RepositoryConfig config = config(new ChunkerParameters(POLYNOMIAL, gear));
        assertThat(config.chunkerPolynomial()).isEqualTo(POLYNOMIAL);
        assertThat(config.cutsByGear()).isEqualTo(gear);
        assertThat(config.hasUsablePolynomial()).isTrue();
        assertThat(config(null).cutsByGear()).isTrue();
        assertThat(config(null).chunkerPolynomial()).isNotEqualTo(POLYNOMIAL);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 0x3DA3358B4DC175L, 0x7B466B169B82E7L})
    void polynomialsThatResticDoesNotMakeAreRefused(long polynomial) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ChunkerParameters(polynomial, false));
        assertThat(new RepositoryConfig(2, config(null).id(), polynomial, false).hasUsablePolynomial())
                .isFalse();
    }
}
