package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.CliCommand;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.dump.DeviceOutput;
import cloud.mows.backup.app.dump.FolderDump;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.LockNeed;
import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.tree.Node;
import cloud.mows.backup.core.tree.NodeType;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

public final class Dump implements CliCommand {
    private final SnapshotArgument snapshot = new SnapshotArgument();
    private FolderDump.Format format = FolderDump.Format.TAR;
    private @Nullable Path target;
    private String path = "";
    private int arguments;

    @Override
    public void declare(OptionSet options) {
        options.about(
                        "Prints the content of one file of a snapshot. Of a folder it prints an archive of everything in it.")
                .example("mows-backup dump latest /etc/fstab")
                .example("mows-backup dump latest /volumes/db/device.img --target /dev/vg/db")
                .example("mows-backup dump latest:/home / --archive zip --target home.zip")
                .arguments("<snapshot> <path>", 2, 2, this::argument)
                .value(
                        "-a, --archive",
                        "<format>",
                        "The archive of a folder: tar (default) or zip.",
                        value -> format = FolderDump.Format.parse(value))
                .value(
                        "-t, --target",
                        "<file>",
                        "Write to a file; or to a block device, of which only what differs is written.",
                        value -> target = JavaPaths.of(value));
        snapshot.declare(options);
    }

    private void argument(String value) {
        if (arguments++ == 0) {
            snapshot.set(value);
        } else {
            path = value;
        }
    }

    @Override
    public int run(Session session) throws IOException {
        BytePath shown = BytePath.of("/" + path).lexical();
        BytePath wanted = snapshot.path().resolve(shown.bytes());
        try (Engine engine = session.open(LockNeed.SHARED)) {
            SnapshotFiles files = engine.snapshotFiles();
            BlobId top = snapshot.find(session, engine).snapshot().tree();
            Node node = files.find(top, wanted);
            Path file = target == null ? null : session.environment().folder().resolve(target);
            if (file == null
                    && session.console().terminal().out()
                    && (node == null || node.type() == NodeType.DIRECTORY)) {
                throw new BackupException(
                        ProblemCode.USAGE, "an archive is not for a terminal", "redirect it, or use --target");
            }
            if (file != null && DeviceOutput.isDevice(file)) {
                writeDevice(files, node, wanted, file, session);
                return 0;
            }
            try (OutputStream out = file == null ? output(session) : Files.newOutputStream(file);
                    OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
                write(files, top, node, wanted, shown, buffered);
            }
        }
        return 0;
    }

    private static void writeDevice(
            SnapshotFiles files, @Nullable Node node, BytePath wanted, Path device, Session session)
            throws IOException {
        if (node == null || node.type() != NodeType.FILE) {
            throw new BackupException(
                    ProblemCode.USAGE,
                    wanted + " is no file, and a block device can only be overwritten by one",
                    "name the file that holds the device's bytes");
        }
        try (DeviceOutput out = DeviceOutput.open(device, node.size())) {
            files.copy(node, out);
            long changed = out.finish();
            session.say(changed + " of " + node.size() + " bytes of " + device + " were different, and were written");
        }
    }

    /** @param shown what the names in an archive start with */
    private void write(
            SnapshotFiles files, BlobId top, @Nullable Node node, BytePath wanted, BytePath shown, OutputStream out)
            throws IOException {
        if (node == null || node.type() == NodeType.DIRECTORY) {
            new FolderDump(files, format).write(files.folder(top, wanted), shown, out);
        } else if (node.type() == NodeType.FILE) {
            files.copy(node, out);
        } else {
            throw new BackupException(
                    ProblemCode.USAGE,
                    wanted + " is neither a file nor a folder but a "
                            + node.type().word(),
                    "");
        }
    }

    private static OutputStream output(Session session) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                session.console().write(bytes, offset, length);
                session.console().requireOutput();
            }
        };
    }
}
