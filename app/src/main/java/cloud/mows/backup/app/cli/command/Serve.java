package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;

/** Explains {@code serve}, which the launcher starts on a class path of its own. */
public final class Serve implements CliCommand {
    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Backs up directories of this machine by a schedule, and serves the page on which they are set up, looked at and"
                                + " restored. Runs until it is stopped. The link that it prints logs a browser in, once.")
                .about(
                        "It keeps documents about what is backed up and where to (repositories/*.yaml, apps/*.yaml), with the"
                                + " secrets beside them, in the directory of --config, and what it remembers in that of --state. Only"
                                + " their owner can read them. What is changed in a document holds at once.")
                .about(
                        "With --cluster the page shows the apps of the Kubernetes cluster that $KUBECONFIG names, and restores them;"
                                + " with your rights there, and no others. Nothing is backed up by this program then: the controller in"
                                + " the cluster does that.")
                .about(
                        "With --cluster --login token it is run in the cluster, for everybody: whoever logs in with a token that the cluster"
                                + " takes ('kubectl create token NAME') sees and does what they may do there themselves, and nothing else."
                                + " The chart installs it so. With --oidc-issuer-url they log in by a provider of OpenID Connect too, and have"
                                + " the names and groups there that kube-apiserver sees with the same options; the token stays the way in"
                                + " while the provider is away.")
                .example("mows-backup serve")
                .example("mows-backup serve --cluster")
                .example("mows-backup serve --port 9000 --config /srv/backup/config")
                .value(
                        "--config",
                        "<directory>",
                        "Where the documents lie (default: ~/.config/mows-backup).",
                        Serve::misplaced)
                .value(
                        "--state",
                        "<directory>",
                        "Where the program remembers things (default: ~/.local/state/mows-backup).",
                        Serve::misplaced)
                .value(
                        "--address",
                        "<address>",
                        "Where to listen (default: 127.0.0.1). What goes over a network is not encrypted.",
                        Serve::misplaced)
                .flag("--cluster", "Show a cluster instead of this machine.", () -> misplaced(""))
                .value(
                        "--controller-namespace",
                        "<name>",
                        "With --cluster: where its controller runs (default: mows-backup).",
                        Serve::misplaced)
                .value(
                        "--login",
                        "<link|token>",
                        "How to log in: by the link that is printed (default), or with --cluster by a token of the cluster.",
                        Serve::misplaced)
                .value(
                        "--host",
                        "<name>",
                        "With --login token: a name that the page has in the network, where it is reached by HTTPS. Without it, it is"
                                + " reached by localhost only. Can be repeated.",
                        Serve::misplaced)
                .value(
                        "--oidc-issuer-url",
                        "<address>",
                        "With --login token: the provider of OpenID Connect by which people log in too, as it names itself.",
                        Serve::misplaced)
                .value(
                        "--oidc-client-id",
                        "<id>",
                        "As whom it knows this page, which it has to send browsers back to: https://NAME/api/v1/login/oidc/callback.",
                        Serve::misplaced)
                .value(
                        "--oidc-client-id-file",
                        "<file>",
                        "Holds that, where the provider makes it; the file may come later.",
                        Serve::misplaced)
                .value(
                        "--oidc-client-secret-file",
                        "<file>",
                        "Holds the secret of that client, if it has one; otherwise $MOWS_BACKUP_OIDC_CLIENT_SECRET.",
                        Serve::misplaced)
                .value(
                        "--oidc-ca-file",
                        "<file>",
                        "Certificates of the authorities that may vouch for the provider (default: those that Java trusts).",
                        Serve::misplaced)
                .value(
                        "--oidc-username-claim",
                        "<claim>",
                        "Of the ID token: what names somebody (default: sub).",
                        Serve::misplaced)
                .value(
                        "--oidc-username-prefix",
                        "<prefix>",
                        "What names begin with; - for nothing (default: the provider's address and #, but nothing for the claim email).",
                        Serve::misplaced)
                .value(
                        "--oidc-groups-claim",
                        "<claim>",
                        "Of the ID token: the groups that somebody is in (default: none).",
                        Serve::misplaced)
                .value(
                        "--oidc-groups-prefix",
                        "<prefix>",
                        "What names of groups begin with (default: nothing).",
                        Serve::misplaced)
                .value(
                        "--oidc-required-claim",
                        "<claim=value>",
                        "Lets in only whose ID token has this claim with this value. Can be repeated.",
                        Serve::misplaced)
                .value(
                        "--oidc-scopes",
                        "<scope,…>",
                        "What is asked for beside openid (default: profile,email).",
                        Serve::misplaced)
                .value("--port", "<port>", "Where to listen (default: 8480).", Serve::misplaced);
    }

    @Override
    public boolean opensRepository() {
        return false;
    }

    @Override
    public int run(Session session) {
        throw misplaced("");
    }

    private static RuntimeException misplaced(String value) {
        throw Controller.notHere("'serve' must be the first argument", "see 'mows-backup serve --help'");
    }
}
