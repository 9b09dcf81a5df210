package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;

/** Explains {@code app list} and {@code app show}, which the launcher starts on the class path of the service. */
public final class ClusterApp implements CliCommand {
    private final boolean one;

    /** @param one whether it is about one app, or about all */
    public ClusterApp(boolean one) {
        this.one = one;
    }

    @Override
    public void declare(OptionSet options) {
        options.about(
                        one
                                ? "Shows one app of a Kubernetes cluster: whether it and each of its volumes is protected, why not,"
                                        + " and its backups with the snapshots that can be restored."
                                : "Lists the apps of a Kubernetes cluster: whether each is protected, the newest restore point,"
                                        + " and why something is not protected. An app is a namespace.")
                .about(
                        "States are: protected, partly (something is missing, doubtful or too old), requested (a BackupPolicy asks"
                                + " for it that no BackupGrant covers), excluded, and not protected.")
                .about("It uses the cluster and the user of $KUBECONFIG, who has to be allowed to list namespaces,"
                        + " PersistentVolumeClaims and the resources of MOWS Backup. It prints JSON with --json.")
                .example(one ? "mows-backup app show photos" : "mows-backup app list");
        if (one) {
            options.arguments("<app>", 1, 1, _ -> {});
        }
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        String name = one ? "app show" : "app list";
        throw Controller.notHere(
                "'" + name + "' must be the first words, and takes only --json",
                "see 'mows-backup " + name + " --help'");
    }
}
