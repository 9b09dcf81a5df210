package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;

/** Only their help: the work is done by the service's program, which the launcher starts for them. */
public final class ClusterRequest implements CliCommand {
    private final String verb;

    /** @param verb list, show, approve or deny */
    public ClusterRequest(String verb) {
        this.verb = verb;
    }

    @Override
    public void declare(OptionSet options) {
        switch (verb) {
            case "list" ->
                options.about(
                                "Lists what apps ask for: BackupPolicies that no BackupGrant covers, so that the ClusterBackupPolicy"
                                        + " governs instead.")
                        .about(
                                "States are: waiting (for an answer), denied (until the policy is changed), and unusable (it cannot"
                                        + " be approved as it is).");
            case "show" ->
                options.about(
                                "Shows one request: line by line what governs the namespace now and what would if it is approved,"
                                        + " what would be protected less than now, and the narrowest BackupGrant that covers it.")
                        .example("mows-backup request show photos");
            case "approve" -> approve(options);
            default ->
                options.about(
                                "Denies a request. The reason stands in the status of the BackupPolicy, where whoever made it reads"
                                        + " it. A policy that is changed asks anew.")
                        .example("mows-backup request deny photos --reason 'hourly is too often for 200 GB'")
                        .value("--reason", "<text>", "Why. Needed.", _ -> {})
                        .value("--as-shown", "<text>", "Only if it is still what 'request show' showed.", _ -> {});
        }
        options.about("It uses the cluster and the user of $KUBECONFIG."
                + (verb.equals("list") || verb.equals("show") ? " It prints JSON with --json." : ""));
        if (!verb.equals("list")) {
            options.arguments("<namespace>/<policy>", 1, 1, _ -> {});
        }
    }

    private static void approve(OptionSet options) {
        options.about(
                        "Approves a request: makes a BackupGrant that allows what is asked for and nothing wider. It shows the"
                                + " request and asks before, and refuses if the policy is changed meanwhile.")
                .about(
                        "A grant has limits; within them the app may change its policy without asking again. With options it allows"
                                + " more than is asked for now.")
                .example("mows-backup request approve photos")
                .example("mows-backup request approve photos --as-shown 1f3870be274f --yes")
                .value(
                        "--as-shown",
                        "<text>",
                        "Approve only exactly what 'request show' showed, which prints this.",
                        _ -> {})
                .flag("--yes", "Do not ask.", () -> {})
                .value(
                        "--shortest-interval",
                        "<time>",
                        "Shortest time between two backups, as 15min, 6h or 1d. Default: as asked for.",
                        _ -> {})
                .value(
                        "--longest-retention",
                        "<length>",
                        "How old a backup may get, as 1y6m or 30d. Default: as asked for.",
                        _ -> {})
                .value("--repository", "<name>", "Allow this repository as well; may be repeated.", _ -> {})
                .flag("--allow-hooks", "Allow hooks, though none is asked for.", () -> {})
                .value(
                        "--grant",
                        "<name>",
                        "Name of the BackupGrant. Default: the namespace, a dot and the policy.",
                        _ -> {});
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        throw Controller.notHere(
                "'request " + verb + "' must be the first words", "see 'mows-backup request " + verb + " --help'");
    }
}
