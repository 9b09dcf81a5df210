package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.option.Values;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.app.dump.DeviceOutput;
import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.bytes.JavaPaths;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.StreamSource;
import cloud.mows.backup.core.source.dump.DumpSource;
import cloud.mows.backup.core.source.tar.FeedReceiver;
import cloud.mows.backup.core.source.tar.TarSource;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code backup --stdin}, {@code --stdin-from-command} and {@code --stdin-from-device}: one file whose content is a stream; or with {@code --stdin-tar} what is in the
 * archive that comes.
 */
final class StreamInput {
    private boolean standardInput;
    private boolean fromCommand;
    private boolean tar;
    private @Nullable String device;
    private int feederPort;
    private boolean dumps;
    private String name = "stdin";
    private List<String> command = List.of();

    void declare(OptionSet options) {
        options.flag("--stdin", "Back up what comes on standard input.", () -> standardInput = true)
                .flag(
                        "--stdin-from-command",
                        "Back up the output of the command that follows; no snapshot if it fails.",
                        () -> fromCommand = true)
                .flag(
                        "--stdin-tar",
                        "Back up what is in the tar archive on standard input, or that the command prints; no snapshot if it"
                                + " is cut off.",
                        () -> tar = true)
                .value(
                        "--stdin-from-device",
                        "<device>",
                        "Back up all bytes of a block device as one file, best of a snapshot of it.",
                        value -> device = value)
                .value(
                        "--stdin-filename",
                        "<name>",
                        "Record the stream under this name, or what is in an archive below it (default: stdin).",
                        value -> name = value)
                // Of our own Jobs: an archive that another container of the pod sends.
                .hiddenValue("--tar-from-port", value -> {
                    feederPort = Values.count(value);
                    tar = true;
                })
                // Likewise, dumps of databases.
                .hiddenValue("--dumps-from-port", value -> {
                    feederPort = Values.count(value);
                    dumps = true;
                });
    }

    /** Before the repository is opened, for that may take long, and a sender wants to know that we are there. */
    @Nullable
    FeedReceiver listen() {
        return feederPort == 0 ? null : FeedReceiver.listen(feederPort);
    }

    boolean isUsed() {
        return standardInput || fromCommand || tar || dumps || device != null;
    }

    boolean isDevice() {
        return device != null;
    }

    /** Whether it is an archive, whose files are saved one by one. */
    boolean isArchive() {
        return tar;
    }

    /** Whether these arguments can be: a command, or none. */
    boolean takes(List<String> arguments) {
        command = List.copyOf(arguments);
        boolean several = standardInput && tar
                || fromCommand && feederPort > 0
                || dumps && (standardInput || fromCommand || tar)
                || device != null && (standardInput || fromCommand || tar || dumps);
        return fromCommand != arguments.isEmpty() && !several;
    }

    BytePath path() {
        BytePath path = BytePath.of("/" + name).lexical();
        if (path.isRoot() && !tar) {
            throw Backup.usage("--stdin-filename: '" + name + "' is not the name of a file");
        }
        return path;
    }

    /**
     * @param feeder where an archive comes from; null for standard input or a command
     * @param atimes whether times of last access are recorded
     */
    Source open(Session session, @Nullable FeedReceiver feeder, boolean atimes) throws IOException {
        Identity identity = session.identity();
        InputStream input;
        if (device != null) {
            input = device(session, device);
        } else if (feeder != null) {
            input = feeder.open();
        } else {
            input = standardInput(session.console().in());
        }
        if (fromCommand) {
            if (command.stream().anyMatch(EscapedBytes::hasAny)) {
                throw Backup.usage(
                        "--stdin-from-command cannot pass on arguments that are not UTF-8: put the command into a"
                                + " script");
            }
            Process process;
            try {
                process = new ProcessBuilder(command)
                        .directory(
                                session.environment().folder().toAbsolutePath().toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
            } catch (IOException e) {
                throw new BackupException(
                        ProblemCode.FAILED, "the command '" + command.getFirst() + "' cannot be started", "", e);
            }
            CommandOutput.endWithUs(process);
            process.getOutputStream().close();
            input = new Output(process, command.getFirst());
        }
        Instant now = session.console().clock().instant();
        if (dumps) {
            return new DumpSource(path(), input, now, identity.uid(), identity.gid());
        }
        return tar
                ? new TarSource(path(), input, now, identity.uid(), identity.gid(), atimes)
                : new StreamSource(path(), input, now, identity.uid(), identity.gid());
    }

    private static InputStream device(Session session, String name) throws IOException {
        Path path = session.environment().folder().resolve(JavaPaths.of(name));
        if (!DeviceOutput.isDevice(path)) {
            throw Backup.usage("--stdin-from-device: " + path
                    + (Files.exists(path)
                            ? " is no block device; name files and directories as paths to back up"
                            : " does not exist"));
        }
        return Channels.newInputStream(FileChannel.open(path));
    }

    /** A plain read of a pipe goes on when its thread is interrupted; a channel's ends. */
    private static InputStream standardInput(InputStream input) {
        InputStream interruptible =
                input instanceof FileInputStream file ? Channels.newInputStream(file.getChannel()) : input;
        return new FilterInputStream(interruptible) {
            @Override
            public int read(byte[] into, int offset, int length) {
                try {
                    return super.read(into, offset, length);
                } catch (ClosedByInterruptException e) {
                    throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
                } catch (IOException e) {
                    throw new BackupException(
                            ProblemCode.LOCAL_IO,
                            "standard input cannot be read, so no snapshot was made of it: " + e.getMessage(),
                            "pipe something into the command",
                            e);
                }
            }
        };
    }

    /** What a command prints; its end is only the end if the command succeeded. */
    private static final class Output extends FilterInputStream {
        private final Process process;
        private final String name;

        Output(Process process, String name) {
            super(process.getInputStream());
            this.process = process;
            this.name = name;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count < 0) {
                requireSuccess();
            }
            return count;
        }

        private void requireSuccess() {
            try {
                int exitCode = process.waitFor();
                if (exitCode != 0) {
                    throw new BackupException(
                            ProblemCode.FAILED,
                            "the command '" + name + "' failed with exit code " + exitCode
                                    + ", so no snapshot was made of its output",
                            "see its own messages above");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                process.destroy();
                throw new BackupException(ProblemCode.CANCELLED, "interrupted", "", e);
            }
        }
    }
}
