package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;

/** Only its help: the work is done by the service's program, which the launcher starts for it. */
public final class ManifestCheck implements CliCommand {
    private final boolean render;

    /** @param render whether the BackupPolicy is printed, or only looked at */
    public ManifestCheck(boolean render) {
        this.render = render;
    }

    @Override
    public void declare(OptionSet options) {
        options.about(
                        render
                                ? "Prints the BackupPolicy that the key backup of a mows-manifest.yaml asks for, to be applied with"
                                        + " kubectl. It governs when the administrator has approved it: see 'request approve'."
                                : "Looks at the key backup of a mows-manifest.yaml: every fault with line, column and field, as the"
                                        + " API server would tell it. The exit code is 0 if there is none.")
                .about("Manifests of packages for Kubernetes and of compose projects are read. No cluster is asked.")
                .example(
                        render
                                ? "mows-backup manifest render mows-manifest.yaml | kubectl apply -n notes -f -"
                                : "mows-backup manifest validate mows-manifest.yaml")
                .arguments("<file>", 1, 1, _ -> {});
        if (render) {
            options.value(
                    "--namespace", "<name>", "Namespace of the app. Default: none, so that kubectl decides.", _ -> {});
        }
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        String name = render ? "manifest render" : "manifest validate";
        throw Controller.notHere("'" + name + "' must be the first words", "see 'mows-backup " + name + " --help'");
    }
}
