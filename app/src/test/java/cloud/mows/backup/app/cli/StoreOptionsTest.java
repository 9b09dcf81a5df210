package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code -o} takes, and what it leaves alone. */
final class StoreOptionsTest {
    @TempDir
    Path folder;

    @BeforeEach
    void make() {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s3.connections=0",
                "sftp.args=-oBatchMode=yes",
                "rclone.program=/usr/bin/rclone",
                "s3.bucket-lookup=dns,rest.connections=7",
                "foo",
                "foo=bar",
                "local.connections=3",
                " LOCAL.connections = 3 "
            })
    void whatIsMeantForAnotherKindOfStoreIsLeftAlone(String option) {
        assertThat(new CommandRun(folder).run("snapshots", "-o", option).exitCode())
                .isZero();
        assertThat(new CommandRun(folder).run("snapshots", "--option=" + option).exitCode())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "local.speed=high|there is no storage option 'local.speed'",
                "local.connections=x|-o local.connections is a number, not 'x'",
                "foo=bar,local.connections=x|-o local.connections is a number, not 'x'",
                "local.connections|-o local.connections is a number, not ''",
                "=x|-o: is written key=value, not '=x'",
                "foo=bar,|-o: is written key=value, not ''"
            })
    void whatIsMeantForThisOneMustBeRight(String option, String message) {
        Result refused = new CommandRun(folder).run("snapshots", "-o", option);
        assertThat(refused.exitCode()).isOne();
        assertThat(refused.err()).contains(message);
    }

    @Test
    void eachKindOfStoreHasItsOwn() {
        CommandRun s3 = new CommandRun(folder).with("RESTIC_REPOSITORY", "s3:http://127.0.0.1:1/bucket");
        assertThat(s3.run("snapshots", "-o", "local.speed=high", "-o", "s3.speed=high")
                        .err())
                .isEqualTo("mows-backup: there is no storage option 's3.speed'\n"
                        + "  hint: known are s3.bucket-lookup, s3.connections, s3.region and s3.storage-class\n");
        CommandRun rest = new CommandRun(folder).with("RESTIC_REPOSITORY", "rest:http://127.0.0.1:1/");
        assertThat(rest.run("snapshots", "-o", "s3.speed=high", "-o", "rest.speed=high")
                        .err())
                .isEqualTo("mows-backup: there is no storage option 'rest.speed'\n"
                        + "  hint: known is rest.connections\n");
    }
}
