package cloud.mows.backup.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.app.cli.CommandRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code init} and {@code copy} with a second repository, named in restic's new and in its old way. */
final class SecondRepositoryTest {
    @TempDir
    Path folder;

    private String repo;
    private String other;

    @BeforeEach
    void make() throws IOException {
        repo = folder.resolve("repo").toString();
        other = folder.resolve("other").toString();
        Path source = Files.createDirectories(folder.resolve("source"));
        Files.writeString(source.resolve("note"), "one");
        succeed(new CommandRun(folder), "init");
        succeed(new CommandRun(folder), "backup", source.toString());
    }

    private static Result succeed(CommandRun run, String... arguments) {
        Result result = run.run(arguments);
        assertThat(result.exitCode()).as("%s", result).isZero();
        return result;
    }

    private CommandRun at(String location) {
        return new CommandRun(folder).with("RESTIC_REPOSITORY", location);
    }

    private String polynomial(String location) {
        Matcher found = Pattern.compile("\"chunker_polynomial\": *\"([0-9a-f]+)\"")
                .matcher(succeed(at(location), "cat", "config").out());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void assertCopied(Result copy) {
        assertThat(copy.out()).contains("copied 1 snapshot,");
        assertThat(succeed(at(other), "list", "snapshots").out().lines()).hasSize(1);
    }

    @Test
    void chunkerParametersAreTakenFromTheOther() {
        Result made = succeed(
                at(other).with("RESTIC_FROM_PASSWORD", "geheim"), "init", "--copy-chunker-params", "--from-repo", repo);
        assertThat(made.out()).contains("created restic repository", "with the chunker parameters of the second");
        assertThat(polynomial(other)).isEqualTo(polynomial(repo));
        assertCopied(succeed(at(other).with("RESTIC_FROM_PASSWORD", "geheim"), "copy", "--from-repo", repo));
    }

    @Test
    void chunkerParametersAreRandomOtherwise() {
        succeed(at(other), "init");
        assertThat(polynomial(other)).isNotEqualTo(polynomial(repo));
    }

    /** Autorestic: the copy goes to the repository with the 2. */
    @Test
    void theOldVariablesNameTheTarget() {
        CommandRun old = at(repo).with("RESTIC_REPOSITORY2", other).with("RESTIC_PASSWORD2", "geheim2");
        succeed(at(other).with("RESTIC_PASSWORD", "geheim2"), "init");
        Result copy = succeed(old, "copy", "latest");
        assertThat(copy.out()).contains("copied 1 snapshot,");
        assertThat(succeed(at(other).with("RESTIC_PASSWORD", "geheim2"), "list", "snapshots")
                        .out()
                        .lines())
                .hasSize(1);
    }

    @Test
    void theOldOptionsNameTheTarget() throws IOException {
        Files.writeString(folder.resolve("password"), "geheim\n");
        String[] old = {
            "--repo2", other, "--password-file2", folder.resolve("password").toString()
        };
        succeed(at(other).with("RESTIC_PASSWORD2", "geheim"), "init", "--copy-chunker-params", "--repo2", repo);
        assertThat(polynomial(other)).isEqualTo(polynomial(repo));
        assertCopied(succeed(at(repo), "copy", old[0], old[1], old[2], old[3]));
        assertThat(at(repo).run(
                                "copy",
                                old[0],
                                old[1],
                                old[2],
                                folder.resolve("absent").toString())
                        .err())
                .contains("name the right one with --password-file2 or in RESTIC_PASSWORD_FILE2");
    }

    @Test
    void oneOfTheTwoWaysOnly() {
        assertFails(
                "a second repository is named both",
                at(other).with("RESTIC_REPOSITORY2", repo),
                "copy",
                "--from-repo",
                repo);
        assertFails("a second repository is of use here only with", at(other), "init", "--from-repo", repo);
        assertFails("--copy-chunker-params needs --from-repo", at(other), "init", "--copy-chunker-params");
        assertFails("--from-repo says where to copy from", at(other), "copy");
        assertFails(
                "--from-repo says where to fetch from", at(repo).with("RESTIC_REPOSITORY2", other), "repair", "blobs");
    }

    private static void assertFails(String message, CommandRun run, String... arguments) {
        Result result = run.run(arguments);
        assertThat(result.exitCode()).isOne();
        assertThat(result.err()).contains(message);
    }
}
