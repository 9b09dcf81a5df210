package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/** What a process left; both texts are cut off after a mebibyte. */
public record Finished(String command, int exitCode, String output, String errors, Duration took) {
    /** Fails the test unless the process ended with {@code exitCode}. */
    public Finished exits(int exitCode) {
        assertThat(this.exitCode).as("%s", this).isEqualTo(exitCode);
        return this;
    }

    /** Everything it said. */
    public String text() {
        return output + errors;
    }

    @Override
    public String toString() {
        return command + "\nended with " + exitCode + " after " + took.toMillis() + " ms\n" + output + errors;
    }
}
