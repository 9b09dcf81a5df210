package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.UsageException;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.cli.text.Console;
import cloud.mows.backup.app.cli.text.Formats;
import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.tree.Node;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

public final class Ls implements CliCommand {
    private final SnapshotArgument snapshot = new SnapshotArgument();
    private final List<BytePath> folders = new ArrayList<>();
    private final Set<BytePath> absent = new LinkedHashSet<>();
    private final EntryOrder order = new EntryOrder();
    private boolean named;
    private boolean detailed;
    private boolean humanReadable;
    private boolean recursive;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Lists the files of a snapshot: all of them, or what is in the folders that are named. The exit code is 1 if"
                                + " one of these is not there.")
                .example("mows-backup ls latest")
                .example("mows-backup ls -l latest /home/anna /etc")
                .example("mows-backup ls 1c44de8e:/home --json")
                .arguments("<snapshot> [folder…]", 1, Integer.MAX_VALUE, this::argument)
                .flag("-l, --long", "Show mode, owner, size and time.", () -> detailed = true)
                .flag("--human-readable", "Show sizes in KiB, MiB and so on.", () -> humanReadable = true)
                .value(
                        "-s, --sort",
                        "<order>",
                        "By name, size, time (or mtime), atime, ctime or extension (default: name, each folder's).",
                        order::by)
                .flag("--reverse", "The other way round.", order::reverse)
                .flag("--recursive", "Go on into the folders of named folders.", () -> recursive = true);
        snapshot.declare(options);
    }

    private void argument(String value) {
        if (!named) {
            named = true;
            snapshot.set(value);
            return;
        }
        BytePath folder = BytePath.of(value).lexical();
        if (!folder.isAbsolute()) {
            throw new IllegalArgumentException("folders of a snapshot are absolute: they begin with a slash");
        }
        folders.add(folder);
    }

    @Override
    public int run(Session session) throws IOException {
        if (!named) {
            throw new UsageException("missing argument: <snapshot>");
        }
        try (Engine engine = session.open(LockNeed.SHARED)) {
            SavedSnapshot saved = snapshot.find(session, engine);
            BlobId tree = engine.snapshotFiles().folder(saved.snapshot().tree(), snapshot.path());
            head(session, saved);
            folders.stream().filter(folder -> !folder.isRoot()).forEach(absent::add);
            engine.traversal().walk(tree, BytePath.ROOT, (parent, path, node) -> visit(session, path, node));
            order.finish((path, node) -> print(session, path, node));
        }
        if (!absent.isEmpty()) {
            throw new BackupException(
                    ProblemCode.NOT_FOUND,
                    "there is no "
                            + String.join(
                                    ", no ",
                                    absent.stream().map(BytePath::toString).toList()) + " in the snapshot",
                    "'mows-backup ls' without folders lists all of it");
        }
        return 0;
    }

    private boolean visit(Session session, BytePath path, Node node) {
        absent.remove(path);
        boolean within = folders.isEmpty();
        boolean approaching = false;
        for (BytePath folder : folders) {
            within |= isWithin(path, folder);
            approaching |= isWithin(folder, path);
        }
        if (within) {
            order.add(path, node, (at, entry) -> print(session, at, entry));
            if (recursive || folders.isEmpty()) {
                return true;
            }
        }
        return approaching;
    }

    private static boolean isWithin(BytePath path, BytePath folder) {
        List<ByteString> inner = path.elements();
        List<ByteString> outer = folder.elements();
        return inner.size() >= outer.size() && inner.subList(0, outer.size()).equals(outer);
    }

    private void print(Session session, BytePath path, Node node) {
        if (session.json()) {
            session.list(NodeText.lsJson(path, node));
        } else if (detailed) {
            session.list(NodeText.longLine(path, node, session.console().zone(), humanReadable));
        } else {
            session.list(path.escaped());
        }
    }

    private void head(Session session, SavedSnapshot saved) {
        Snapshot s = saved.snapshot();
        if (session.json()) {
            session.print(SnapshotJson.of(saved, ",\"message_type\":\"snapshot\",\"struct_type\":\"snapshot\""));
        } else {
            session.say(Console.printable("snapshot " + saved.id() + " of [" + String.join(" ", s.paths()) + "] at "
                    + Formats.time(s.time(), session.console().zone()) + " by " + s.username() + "@" + s.hostname()
                    + ":"));
        }
    }
}
