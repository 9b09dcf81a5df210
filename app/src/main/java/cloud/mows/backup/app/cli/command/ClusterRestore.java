package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;

/** Only its help: the work is done by the service's program, which the launcher starts for it. */
public final class ClusterRestore implements CliCommand {
    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Brings an app of a Kubernetes cluster back from a restore point: its namespace, its volumes with every file"
                                + " compared, and its objects. An app is a namespace. What is there already is left as it is, unless --replace is"
                                + " given.")
                .about(
                        "It shows what it will do and asks before it does anything. The work is done in the cluster and goes on when"
                                + " this program is stopped; 'kubectl get restores -n mows-backup' shows how far it is.")
                .about(
                        "The exit code is 0 if everything is there, 3 if something is not as it was, 1 if nothing was restored.")
                .example("mows-backup app restore photos")
                .example("mows-backup app restore photos --plan")
                .example("mows-backup app restore photos --replace")
                .example("mows-backup app restore photos --replace --only /volumes/library/2024/film.mp4")
                .example("mows-backup app restore photos --to photos-of-sunday")
                .example("mows-backup app restore photos --undo")
                .example("mows-backup app restore photos --as-of 2026-11-29T03:00:00Z --yes")
                .arguments("<app>", 1, 1, _ -> {})
                .value(
                        "--as-of",
                        "<time>",
                        "The newest restore point that is not younger. Default: the newest.",
                        _ -> {})
                .value(
                        "--to",
                        "<namespace>",
                        "Restore into this namespace, beside the app. Host names stay the app's; ports of nodes are given anew.",
                        _ -> {})
                .value(
                        "--storage-class",
                        "<old=new>",
                        "Make volumes that were of one storage class in another; may be repeated.",
                        _ -> {})
                .value(
                        "--only",
                        "<kind/name|path>",
                        "Only this object, where a PersistentVolumeClaim comes with its volume; or, with --replace, this file or folder"
                                + " of a volume, as /volumes/claim/path. May be repeated.",
                        _ -> {})
                .flag(
                        "--replace",
                        "Also turn what is there into what it was: objects that differ, and files in volumes. Whatever uses such a"
                                + " volume is stopped meanwhile.",
                        () -> {})
                .flag(
                        "--delete",
                        "With --replace: remove files from volumes that are not in the restore point. Without it only those"
                                + " that would spoil a database.",
                        () -> {})
                .flag("--no-save", "With --replace: do not back the app up before.", () -> {})
                .flag(
                        "--undo",
                        "Go back to what the last --replace has replaced. That is backed up before, too.",
                        () -> {})
                .flag("--cancel", "Stop the restore of this app that is at work.", () -> {})
                .value("--restore-point", "<name>", "This one, as 'kubectl get restorepoints' shows it.", _ -> {})
                .flag("--plan", "Only show what would be done.", () -> {})
                .flag("--yes", "Do not ask.", () -> {})
                .value(
                        "--controller-namespace",
                        "<name>",
                        "Where the controller of MOWS Backup runs. Default: mows-backup.",
                        _ -> {});
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        throw Controller.notHere("'app restore' must be the first words", "see 'mows-backup app restore --help'");
    }
}
