package cloud.mows.backup.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrainingRunTest {
    /** A command that fails early would leave most of its classes out of the start-up cache, and nobody would notice. */
    @Test
    void everyCommandSucceedsInEveryPlace() throws Exception {
        assertThat(TrainingRun.run(false)).isEmpty();
        assertThat(TrainingRun.run(true)).isEmpty();
    }
}
