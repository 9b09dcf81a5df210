package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.app.cli.option.OptionSet;
import cloud.mows.backup.app.cli.session.Session;
import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonNames;
import cloud.mows.backup.core.bytes.json.JsonReader;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Identity;
import cloud.mows.backup.core.source.OverlaySource;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.StreamSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** {@code backup --with-output}: files beside those that are named, whose contents are what commands print. */
final class CommandFiles implements AutoCloseable {
    private static final JsonNames NAMES = JsonNames.of("path", "command");

    private final List<CommandFile> files = new ArrayList<>();
    private final List<CommandOutput> outputs = new CopyOnWriteArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private boolean alone;

    /** @param path where the snapshot has it */
    private record CommandFile(BytePath path, List<String> command) {
        /** @throws IllegalArgumentException if it is no such document */
        static CommandFile parse(String text) {
            String path = null;
            List<String> command = new ArrayList<>();
            JsonReader json = new JsonReader(ByteSlice.of(text.getBytes(StandardCharsets.UTF_8)));
            try {
                json.beginObject();
                for (int field; (field = json.nextField(NAMES)) != JsonReader.END; ) {
                    switch (field) {
                        case 0 -> path = json.string();
                        case 1 -> {
                            json.beginArray();
                            while (json.nextElement()) {
                                command.add(json.string());
                            }
                        }
                        default -> throw json.malformed("field '" + json.fieldName() + "' is unknown");
                    }
                }
                json.endOfDocument();
            } catch (MalformedJsonException e) {
                throw new IllegalArgumentException("'" + text + "' is not a file of a command: " + e.getMessage(), e);
            }
            if (command.isEmpty() || command.getFirst().isEmpty()) {
                throw new IllegalArgumentException("'" + text + "' is not a file of a command: it needs a command");
            }
            return new CommandFile(path(path), List.copyOf(command));
        }

        private static BytePath path(@Nullable String text) {
            BytePath path = BytePath.of(text == null ? "" : text).lexical();
            if (!path.isAbsolute() || path.isRoot() || path.parent().isRoot()) {
                throw new IllegalArgumentException(
                        "path '" + text + "' is not a file in a directory, as /databases/shop.sql is one");
            }
            return path;
        }
    }

    void declare(OptionSet options) {
        options.value(
                "--with-output",
                "<json>",
                "Also save what a command prints, as {\"path\": \"/databases/shop.sql\", \"command\": [\"pg_dump\", \"shop\"]}; if it"
                        + " fails, that file is left out and reported. The snapshot names the directory of the file. May be"
                        + " repeated.",
                value -> files.add(CommandFile.parse(value)));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    List<BytePath> paths() {
        return files.stream().map(CommandFile::path).toList();
    }

    /** As the snapshot names them: by their directories, so that it stays comparable when one is added. */
    List<BytePath> directories() {
        return files.stream().map(file -> file.path().parent()).distinct().toList();
    }

    /**
     * To be called with what else is to be saved, before anything is.
     *
     * @throws BackupException USAGE if one would hide what is named, or be hidden by it
     */
    void beside(List<BytePath> named, BytePath folder) {
        alone = named.isEmpty();
        for (BytePath directory : directories()) {
            for (BytePath path : named) {
                BytePath absolute = path.from(folder).lexical();
                if (isWithin(absolute, directory) || isWithin(directory, absolute)) {
                    throw Backup.usage("--with-output: " + directory + " and " + absolute
                            + " cannot be saved together, for one lies in the other: back them up on their own");
                }
            }
        }
    }

    private static boolean isWithin(BytePath inner, BytePath outer) {
        return inner.elements().size() >= outer.elements().size()
                && inner.elements().subList(0, outer.elements().size()).equals(outer.elements());
    }

    /** The files laid over a source, which is closed with what is returned. */
    Source over(Source below, Session session) {
        if (files.isEmpty()) {
            return below;
        }
        Identity identity = session.identity();
        Instant now = session.console().clock().instant();
        Path folder = session.environment().folder().toAbsolutePath();
        return new OverlaySource(
                below,
                files.stream()
                        .map(file -> {
                            CommandOutput output = new CommandOutput(file.command(), folder, this::failure);
                            outputs.add(output);
                            return new StreamSource(file.path(), output, now, identity.uid(), identity.gid());
                        })
                        .toList());
    }

    /** Of one of them. A snapshot that would have none of them, and nothing else, is not made. */
    private IOException failure(String message) {
        if (failed.incrementAndGet() == files.size() && alone) {
            throw new BackupException(ProblemCode.FAILED, message, "no snapshot was made, for nothing would be in it");
        }
        return new IOException(message);
    }

    /** Ends the commands that still run. */
    @Override
    public void close() {
        outputs.forEach(CommandOutput::close);
    }
}
