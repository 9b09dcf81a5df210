package cloud.mows.backup.app.cli;

import cloud.mows.backup.app.cli.command.Backup;
import cloud.mows.backup.app.cli.command.Cat;
import cloud.mows.backup.app.cli.command.Check;
import cloud.mows.backup.app.cli.command.ClusterApp;
import cloud.mows.backup.app.cli.command.ClusterRequest;
import cloud.mows.backup.app.cli.command.ClusterRestore;
import cloud.mows.backup.app.cli.command.Controller;
import cloud.mows.backup.app.cli.command.Copy;
import cloud.mows.backup.app.cli.command.Diff;
import cloud.mows.backup.app.cli.command.Dump;
import cloud.mows.backup.app.cli.command.Find;
import cloud.mows.backup.app.cli.command.Forget;
import cloud.mows.backup.app.cli.command.Init;
import cloud.mows.backup.app.cli.command.KeyAdd;
import cloud.mows.backup.app.cli.command.KeyList;
import cloud.mows.backup.app.cli.command.KeyPasswd;
import cloud.mows.backup.app.cli.command.KeyRemove;
import cloud.mows.backup.app.cli.command.ListFiles;
import cloud.mows.backup.app.cli.command.Ls;
import cloud.mows.backup.app.cli.command.ManifestCheck;
import cloud.mows.backup.app.cli.command.MoverBrowse;
import cloud.mows.backup.app.cli.command.MoverCheck;
import cloud.mows.backup.app.cli.command.MoverCompose;
import cloud.mows.backup.app.cli.command.MoverCopy;
import cloud.mows.backup.app.cli.command.MoverPrune;
import cloud.mows.backup.app.cli.command.MoverRepository;
import cloud.mows.backup.app.cli.command.MoverRestorePoints;
import cloud.mows.backup.app.cli.command.Prune;
import cloud.mows.backup.app.cli.command.Quickstart;
import cloud.mows.backup.app.cli.command.RecoveryPassword;
import cloud.mows.backup.app.cli.command.RepairBlobs;
import cloud.mows.backup.app.cli.command.RepairIndex;
import cloud.mows.backup.app.cli.command.RepairPacks;
import cloud.mows.backup.app.cli.command.RepairSnapshots;
import cloud.mows.backup.app.cli.command.Restore;
import cloud.mows.backup.app.cli.command.Serve;
import cloud.mows.backup.app.cli.command.Snapshots;
import cloud.mows.backup.app.cli.command.Stats;
import cloud.mows.backup.app.cli.command.Tag;
import cloud.mows.backup.app.cli.command.Unlock;
import cloud.mows.backup.app.cli.command.Version;
import cloud.mows.backup.app.cli.option.Closest;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every command: its name, where it stands in the overview, one line about it. */
final class CommandTable {
    private CommandTable() {}

    enum Group {
        DAILY("Every day"),
        CARE("Care for a repository"),
        INSIDE("Look inside"),
        HOST("On one machine"),
        CLUSTER("In a cluster"),
        HELP("About the program");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** @param name one or two words */
    record Entry(String name, Group group, String summary) {}

    static final List<Entry> ENTRIES = List.of(
            new Entry("init", Group.DAILY, "Make a new repository"),
            new Entry("quickstart", Group.DAILY, "See it all once: back up, check, restore, compare"),
            new Entry("backup", Group.DAILY, "Save files and directories"),
            new Entry("check", Group.CARE, "Look for damage"),
            new Entry("snapshots", Group.DAILY, "List the snapshots"),
            new Entry("ls", Group.DAILY, "List the files of a snapshot"),
            new Entry("find", Group.DAILY, "Find files in all snapshots"),
            new Entry("diff", Group.DAILY, "Show in what two snapshots differ"),
            new Entry("stats", Group.INSIDE, "Add up what snapshots take"),
            new Entry("forget", Group.CARE, "Remove snapshots by rules of what to keep"),
            new Entry("prune", Group.CARE, "Remove data that no snapshot needs"),
            new Entry("copy", Group.CARE, "Copy snapshots from another repository"),
            new Entry("repair index", Group.CARE, "Make the index agree with the packs"),
            new Entry("repair packs", Group.CARE, "Save what is intact in damaged packs"),
            new Entry("repair blobs", Group.CARE, "Fetch what was lost from a second repository"),
            new Entry("repair snapshots", Group.CARE, "Rewrite snapshots without what they miss"),
            new Entry("tag", Group.CARE, "Change the tags of snapshots"),
            new Entry("restore", Group.DAILY, "Bring files of a snapshot back into a directory"),
            new Entry("dump", Group.DAILY, "Print a file of a snapshot, or a folder as tar or zip"),
            new Entry("key add", Group.CARE, "Add a password"),
            new Entry("key list", Group.CARE, "List the passwords by where and when they were made"),
            new Entry("key passwd", Group.CARE, "Change the password"),
            new Entry("key remove", Group.CARE, "Remove a password"),
            new Entry("unlock", Group.CARE, "Remove locks whose owner is gone"),
            new Entry("cat", Group.INSIDE, "Print a document of the repository as it is"),
            new Entry("list", Group.INSIDE, "List the files or blobs of the repository"),
            new Entry("serve", Group.HOST, "Back up this machine and show a page about it"),
            new Entry("recovery password", Group.HOST, "Print the password that recovery words stand for"),
            new Entry("app list", Group.CLUSTER, "List the apps of a cluster and whether they are protected"),
            new Entry("app show", Group.CLUSTER, "Show one app of a cluster: its volumes and backups"),
            new Entry("app restore", Group.CLUSTER, "Bring an app of a cluster back"),
            new Entry("request list", Group.CLUSTER, "List what apps ask for and nobody has granted"),
            new Entry("request show", Group.CLUSTER, "Show what a request would change"),
            new Entry("request approve", Group.CLUSTER, "Grant what an app asks for"),
            new Entry("request deny", Group.CLUSTER, "Deny it, with a reason"),
            new Entry("manifest validate", Group.CLUSTER, "Check the key backup of a mows-manifest.yaml"),
            new Entry("manifest render", Group.CLUSTER, "Print the BackupPolicy that it asks for"),
            new Entry("controller", Group.CLUSTER, "Back up the apps of a Kubernetes cluster"),
            new Entry("completion", Group.HELP, "Print a script that completes commands in a shell"),
            new Entry("help", Group.HELP, "Explain a command, or the options of all: help options"),
            new Entry("version", Group.HELP, "Print the version"));

    /** The first word of what only our own Jobs call, and nothing tells of. */
    private static final String HIDDEN = "mover";

    /** A new command by its name, null where there is none. */
    static @Nullable CliCommand create(String name) {
        // No map of constructors: this loads one class, and no lambda.
        return switch (name) {
            case "app list" -> new ClusterApp(false);
            case "app show" -> new ClusterApp(true);
            case "app restore" -> new ClusterRestore();
            case "backup" -> new Backup();
            case "check" -> new Check();
            case "cat" -> new Cat();
            case "completion" -> new Completion();
            case "controller" -> new Controller();
            case "copy" -> new Copy();
            case "diff" -> new Diff();
            case "find" -> new Find();
            case "forget" -> new Forget();
            case "dump" -> new Dump();
            case "help" -> new Help();
            case "init" -> new Init();
            case "key add" -> new KeyAdd();
            case "key list" -> new KeyList();
            case "key passwd" -> new KeyPasswd();
            case "key remove" -> new KeyRemove();
            case "ls" -> new Ls();
            case "list" -> new ListFiles();
            case "manifest validate" -> new ManifestCheck(false);
            case "manifest render" -> new ManifestCheck(true);
            case HIDDEN + " browse" -> new MoverBrowse();
            case HIDDEN + " check" -> new MoverCheck();
            case HIDDEN + " compose" -> new MoverCompose();
            case HIDDEN + " copy" -> new MoverCopy();
            case HIDDEN + " prune" -> new MoverPrune();
            case HIDDEN + " repository" -> new MoverRepository();
            case HIDDEN + " restore-points" -> new MoverRestorePoints();
            case "prune" -> new Prune();
            case "quickstart" -> new Quickstart();
            case "repair blobs" -> new RepairBlobs();
            // The second is restic's older name.
            case "repair index", "rebuild-index" -> new RepairIndex();
            case "repair packs" -> new RepairPacks();
            case "repair snapshots" -> new RepairSnapshots();
            case "recovery password" -> new RecoveryPassword();
            case "serve" -> new Serve();
            case "snapshots" -> new Snapshots();
            case "stats" -> new Stats();
            case "tag" -> new Tag();
            case "request list" -> new ClusterRequest("list");
            case "request show" -> new ClusterRequest("show");
            case "request approve" -> new ClusterRequest("approve");
            case "request deny" -> new ClusterRequest("deny");
            case "restore" -> new Restore();
            case "unlock" -> new Unlock();
            case "version" -> new Version();
            default -> null;
        };
    }

    /** Whether {@code word} is the first of a command's two words. */
    static boolean isFirstOfTwo(String word) {
        String start = word + " ";
        for (Entry entry : ENTRIES) {
            if (entry.name().startsWith(start)) {
                return true;
            }
        }
        return word.equals(HIDDEN);
    }

    /** What to say about a name that is no command's. */
    static UsageException unknown(String name) {
        List<String> names = ENTRIES.stream().map(Entry::name).toList();
        if (isFirstOfTwo(name)) {
            return new UsageException("'" + name + "' needs a second word: "
                    + String.join(
                            ", ",
                            names.stream()
                                    .filter(known -> known.startsWith(name + " "))
                                    .toList()));
        }
        String instead = ResticOnly.insteadOf(name);
        if (!instead.isEmpty()) {
            return new UsageException("restic's command '" + name + "' does not exist here: " + instead);
        }
        String close = Closest.of(name, names);
        return new UsageException(
                "there is no command '" + name + "'" + (close.isEmpty() ? "" : " (did you mean '" + close + "'?)"));
    }
}
