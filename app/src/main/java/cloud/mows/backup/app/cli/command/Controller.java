package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;

/** Explains the service. It has a class path of its own, on which the launcher starts it instead of this. */
public final class Controller implements CliCommand {
    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Backs up the apps of a Kubernetes cluster, as its Repository, BackupPolicy and Backup resources say."
                                + " Runs until it is stopped. Of several, one is at work and the others are ready to take"
                                + " over.")
                .about("It belongs into the cluster: deploy/chart puts it there with the rights that it needs."
                        + " Outside, it uses the cluster and the user of $KUBECONFIG.")
                .about("$MOWS_BACKUP_CONTROLLER_IMAGE names the image of the Jobs that it starts,"
                        + " $MOWS_BACKUP_CONTROLLER_NAMESPACE the namespace that they and the secrets of"
                        + " repositories are in (its own, if it runs in the cluster).")
                .about("http://127.0.0.1:8080/q/health tells how it is; $MOWS_BACKUP_CONTROLLER_HOST names another"
                        + " address to listen at.")
                .example("mows-backup controller");
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        throw notHere(
                "'controller' must be the first argument and takes no options",
                "it is set up by variables: see 'mows-backup controller --help'");
    }

    /** Why a command that the launcher starts on the service's class path got here. */
    static BackupException notHere(String misplaced, String hint) {
        boolean installed = Files.isDirectory(Path.of(System.getProperty("mows.home", ""), "service"));
        return installed
                ? new BackupException(ProblemCode.USAGE, misplaced, hint)
                : new BackupException(
                        ProblemCode.FAILED,
                        "this installation has no service in it",
                        "use the container image, or start ./mows-backup of the sources, which builds it");
    }
}
