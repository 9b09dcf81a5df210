package cloud.mows.backup.app.cli.command;

import cloud.mows.backup.core.extract.SnapshotFiles;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.ledger.LedgerCounts;
import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerHeader;
import cloud.mows.backup.core.ledger.LedgerReader;
import cloud.mows.backup.core.ledger.LedgerWriter;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.tree.Node;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger of a backup, from what became of its parts and from the ledgers that these have themselves. Works in files. */
final class LedgerMerge implements Closeable {
    private static final int FIRST_MISSING_MAX = 3;
    private static final int WORDS_MAX = 300;

    private final SnapshotFiles files;
    private final Path result;
    private final Path part;
    private final List<String> firstMissing = new ArrayList<>();

    LedgerMerge(SnapshotFiles files) throws IOException {
        this.files = files;
        result = Files.createTempFile("mows-backup-ledger", ".jsonl");
        part = Files.createTempFile("mows-backup-ledger-part", ".jsonl");
    }

    /** What was written. */
    Path file() {
        return result;
    }

    /** What a ledger in a snapshot counts. */
    LedgerCounts counts(Snapshot snapshot, BytePath path) throws IOException {
        fetch(snapshot, path);
        return read(this::look);
    }

    /** The first things of the ledger that was written or counted last that are missing, and why, in words. */
    List<String> firstMissing() {
        return List.copyOf(firstMissing);
    }

    private void look(LedgerEntry entry) {
        if (entry.outcome() == LedgerEntry.Outcome.FAILED && firstMissing.size() < FIRST_MISSING_MAX) {
            String words = entry.kind().orElse(entry.type()) + " " + entry.name() + ": " + entry.reason();
            // All of the summary has to fit into a container's termination message.
            firstMissing.add(words.length() <= WORDS_MAX ? words : words.substring(0, WORDS_MAX - 1) + "…");
        }
    }

    /** @param saved every snapshot of the repository, by its id in hexadecimal */
    LedgerCounts write(LedgerHeader header, List<LedgerPart> parts, Map<String, SavedSnapshot> saved)
            throws IOException {
        try (LedgerWriter ledger = new LedgerWriter(new BufferedOutputStream(Files.newOutputStream(result)), header)) {
            for (LedgerPart each : parts) {
                LedgerPart checked = checked(each, saved);
                look(checked.entry());
                ledger.add(checked.entry());
                if (checked.hasLedger()) {
                    read(entry -> add(entry, ledger));
                }
            }
            return ledger.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void add(LedgerEntry entry, LedgerWriter to) {
        look(entry);
        try {
            to.add(entry);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part as it really is: failed if its snapshot is not there, or its ledger not whole. */
    private LedgerPart checked(LedgerPart each, Map<String, SavedSnapshot> saved) throws IOException {
        Optional<SavedSnapshot> snapshot = each.in(saved);
        if (snapshot.isEmpty()) {
            return each.outcome() == LedgerEntry.Outcome.CAPTURED
                    ? each.failed("its snapshot " + each.snapshot().orElse("") + " is not in the repository")
                            .withoutSnapshot()
                    : each.withoutSnapshot();
        }
        if (!each.hasLedger()) {
            return each;
        }
        try {
            fetch(snapshot.get().snapshot(), PartId.LEDGER_OF_OBJECTS);
            read(_ -> {});
            return each;
        } catch (BackupException e) {
            return switch (e.problem().code()) {
                case DAMAGED, NOT_FOUND, UNSUPPORTED_VERSION ->
                    each.failed("its ledger cannot be read: " + e.problem().message());
                // May pass, so it must not stand in the ledger for ever.
                default -> throw e;
            };
        }
    }

    private void fetch(Snapshot snapshot, BytePath path) throws IOException {
        @Nullable Node node = files.find(snapshot.tree(), path);
        if (node == null) {
            throw new BackupException(ProblemCode.NOT_FOUND, "there is no " + path + " in the snapshot", "");
        }
        try (OutputStream out = Files.newOutputStream(part)) {
            files.copy(node, out);
        }
    }

    private LedgerCounts read(Consumer<LedgerEntry> entries) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(part))) {
            return LedgerReader.read(in, _ -> {}, entries);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(result);
        Files.deleteIfExists(part);
    }
}
