package cloud.mows.backup.app.cli.session;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.core.bytes.JavaPaths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that name a second repository, to copy or heal from: restic's {@code --from-…}. Before version 0.14 restic had
 * {@code --repo2} and so on, with the second repository as the target of a copy; it still takes them, and wrappers give them.
 */
public final class SecondRepository {
    private static final List<String> SETTINGS =
            List.of("REPOSITORY", "REPOSITORY_FILE", "PASSWORD", "PASSWORD_FILE", "PASSWORD_COMMAND");

    private static final String OWN = "MOWS_BACKUP_FROM_";

    /** How variables begin that let us into a storage. */
    private static final List<String> ACCESS =
            List.of("AWS_", "RESTIC_REST_", "RESTIC_CACERT", "MOWS_BACKUP_CACERT", "RESTIC_TLS_", "MOWS_BACKUP_TLS_");

    /** How the options and variables of one of the two kinds are told from those of the first repository. */
    enum Naming {
        FROM("from-", "", "source repository"),
        NUMBERED("", "2", "second repository");

        private final String prefix;
        private final String suffix;
        private final String role;

        Naming(String prefix, String suffix, String role) {
            this.prefix = prefix;
            this.suffix = suffix;
            this.role = role;
        }

        String option(String name) {
            return "--" + prefix + name + suffix;
        }

        /** Without {@code RESTIC_} before it. */
        String setting(String name) {
            return (this == FROM ? "FROM_" : "") + name + suffix;
        }

        String role() {
            return role;
        }
    }

    /** What the options of each kind say. */
    private final RepositoryPlace from = new RepositoryPlace();

    private final RepositoryPlace numbered = new RepositoryPlace();
    private final boolean hasOwnAccess;
    private boolean takesNumbered;

    /** One that the credentials and certificates of the first let in too, as restic has it. */
    public SecondRepository() {
        this(false);
    }

    private SecondRepository(boolean hasOwnAccess) {
        this.hasOwnAccess = hasOwnAccess;
    }

    /**
     * One that is never shown those of the first. Its own are the same variables with {@code MOWS_BACKUP_FROM_} before them:
     * {@code MOWS_BACKUP_FROM_AWS_ACCESS_KEY_ID}; and {@code MOWS_BACKUP_FROM_CACERT}.
     */
    public static SecondRepository withOwnAccess() {
        return new SecondRepository(true);
    }

    public void declare(OptionSet options) {
        options.value(
                        "--from-repo",
                        "<repository>",
                        "The repository to take from ($RESTIC_FROM_REPOSITORY).",
                        value -> from.repo = value)
                .value(
                        "--from-repository-file",
                        "<file>",
                        "Read its location from a file ($RESTIC_FROM_REPOSITORY_FILE).",
                        value -> from.repositoryFile = JavaPaths.of(value))
                .value(
                        "--from-password-file",
                        "<file>",
                        "Read its password from a file ($RESTIC_FROM_PASSWORD_FILE).",
                        value -> from.passwordFile = JavaPaths.of(value))
                .value(
                        "--from-password-command",
                        "<command>",
                        "Run a command that prints its password ($RESTIC_FROM_PASSWORD_COMMAND).",
                        value -> from.passwordCommand = value)
                .hiddenFlag("--from-insecure-no-password", () -> from.insecureNoPassword = true)
                .hiddenValue("--from-key-hint", value -> {});
    }

    /** Takes restic's old options too. */
    public void declareNumbered(OptionSet options) {
        takesNumbered = true;
        options.hiddenValue("--repo2", value -> numbered.repo = value)
                .hiddenValue("--repository-file2", value -> numbered.repositoryFile = JavaPaths.of(value))
                .hiddenValue("--password-file2", value -> numbered.passwordFile = JavaPaths.of(value))
                .hiddenValue("--password-command2", value -> numbered.passwordCommand = value)
                .hiddenValue("--key-hint2", value -> {});
    }

    /** Whether one was named, by an option or a variable. */
    public boolean isNamed(Environment environment) {
        return isNamed(Naming.FROM, environment) || isNumbered(environment);
    }

    /** Whether an option names it. */
    public boolean isNamedByOption() {
        return from.isNamed() || numbered.isNamed();
    }

    /**
     * Whether it was named in restic's old way, so that it is what a copy goes to.
     *
     * @throws UsageException if it was named in both ways
     */
    public boolean isNumbered(Environment environment) {
        boolean old = takesNumbered && isNamed(Naming.NUMBERED, environment);
        if (old && isNamed(Naming.FROM, environment)) {
            throw new UsageException(
                    "a second repository is named both by --from-repo or its variable and by --repo2 or its"
                            + " variable: leave one of them out");
        }
        return old;
    }

    private boolean isNamed(Naming naming, Environment environment) {
        return (naming == Naming.FROM ? from : numbered).isNamed()
                || environment.setting(naming.setting("REPOSITORY")) != null
                || environment.setting(naming.setting("REPOSITORY_FILE")) != null;
    }

    private Naming naming(Environment environment) {
        return isNumbered(environment) ? Naming.NUMBERED : Naming.FROM;
    }

    GlobalOptions options(GlobalOptions global, Environment first) {
        Naming naming = naming(first);
        return global.elsewhere(naming, naming == Naming.FROM ? from : numbered);
    }

    /** The same surroundings with the second repository in the place of the first. */
    Environment environment(Environment first) {
        Naming naming = naming(first);
        Map<String, String> variables = new HashMap<>(first.variables());
        for (String setting : SETTINGS) {
            String value = first.setting(naming.setting(setting));
            variables.remove("RESTIC_" + setting);
            variables.remove("MOWS_BACKUP_" + setting);
            if (value != null) {
                variables.put("MOWS_BACKUP_" + setting, value);
            }
        }
        if (hasOwnAccess) {
            replaceAccess(variables);
        }
        return new Environment(Map.copyOf(variables), first.folder());
    }

    private static void replaceAccess(Map<String, String> variables) {
        variables.keySet().removeIf(SecondRepository::isAccess);
        for (Map.Entry<String, String> each : Map.copyOf(variables).entrySet()) {
            if (each.getKey().startsWith(OWN)) {
                String name = each.getKey().substring(OWN.length());
                if (isAccess(name)) {
                    variables.put(name, each.getValue());
                } else if (name.equals("CACERT")) {
                    variables.put("MOWS_BACKUP_CACERT", each.getValue());
                }
            }
        }
    }

    private static boolean isAccess(String variable) {
        return ACCESS.stream().anyMatch(variable::startsWith);
    }
}
