package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options that name a second repository, to copy or heal from: restic's {@code --from-…}. */
public final class SecondRepository {
    private static final List<String> SETTINGS =
            List.of("REPOSITORY", "REPOSITORY_FILE", "PASSWORD", "PASSWORD_FILE", "PASSWORD_COMMAND");

    private @Nullable String repo;
    private @Nullable Path repositoryFile;
    private @Nullable Path passwordFile;
    private @Nullable String passwordCommand;

    public void declare(OptionSet options) {
        options.value(
                        "--from-repo",
                        "<repository>",
                        "The repository to take from ($RESTIC_FROM_REPOSITORY).",
                        value -> repo = value)
                .value(
                        "--from-repository-file",
                        "<file>",
                        "Read its location from a file ($RESTIC_FROM_REPOSITORY_FILE).",
                        value -> repositoryFile = JavaPaths.of(value))
                .value(
                        "--from-password-file",
                        "<file>",
                        "Read its password from a file ($RESTIC_FROM_PASSWORD_FILE).",
                        value -> passwordFile = JavaPaths.of(value))
                .value(
                        "--from-password-command",
                        "<command>",
                        "Run a command that prints its password ($RESTIC_FROM_PASSWORD_COMMAND).",
                        value -> passwordCommand = value)
                .hiddenValue("--from-key-hint", value -> {});
    }

    /** Whether one was named, by an option or a variable. */
    public boolean isNamed(Environment environment) {
        return repo != null
                || repositoryFile != null
                || environment.setting("FROM_REPOSITORY") != null
                || environment.setting("FROM_REPOSITORY_FILE") != null;
    }

    GlobalOptions options(GlobalOptions global) {
        return global.elsewhere(repo, repositoryFile, passwordFile, passwordCommand);
    }

    /** The same surroundings with the second repository in the place of the first. */
    Environment environment(Environment first) {
        Map<String, String> variables = new HashMap<>(first.variables());
        for (String setting : SETTINGS) {
            String value = first.setting("FROM_" + setting);
            variables.remove("RESTIC_" + setting);
            variables.remove("MOWS_BACKUP_" + setting);
            if (value != null) {
                variables.put("MOWS_BACKUP_" + setting, value);
            }
        }
        return new Environment(Map.copyOf(variables), first.folder());
    }
}
