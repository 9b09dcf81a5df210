package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResticOnlyTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "cache,.cache/mows-backup",
        "features,feature flags",
        "generate,'completion'",
        "migrate,restic migrate",
        "mount,'restore'",
        "options,'help options'",
        "recover,'repair index'",
        "rewrite,restic rewrite",
        "self-update,install"
    })
    void whatIsMissingTellsOfAnotherWay(String command, String way) {
        Result result = new CommandRun(folder).run(command, "--json", "--unknown", "word");
        assertThat(result.exitCode()).isOne();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("restic's command '" + command + "' does not exist here: ", way);
        assertThat(CommandTable.create(command)).isNull();
    }

    @Test
    void anOlderNameStillWorks() {
        assertThat(new CommandRun(folder).run("init").exitCode()).isZero();
        assertThat(new CommandRun(folder).run("rebuild-index").exitCode()).isZero();
    }
}
