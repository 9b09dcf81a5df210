package cloud.mows.backup.core.ledger;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.MalformedJsonException;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads a ledger. */
public final class LedgerReader {
    private static final int LINE_BYTES_MAX = 1 << 20;

    private final InputStream in;
    private final Consumer<LedgerEntry> entries;
    private LedgerCounts seen = LedgerCounts.NONE;
    private @Nullable LedgerCounts told;
    private long number;

    private LedgerReader(InputStream in, Consumer<LedgerEntry> entries) {
        this.in = in;
        this.entries = entries;
    }

    /**
     * Reads a whole one. Whether it is whole is known at its end only: what was handed out before counts for nothing if this
     * throws.
     *
     * @throws BackupException with code {@code DAMAGED} if it is not whole or no ledger, or {@code UNSUPPORTED_VERSION}
     */
    public static LedgerCounts read(InputStream in, Consumer<LedgerHeader> header, Consumer<LedgerEntry> entries)
            throws IOException {
        return new LedgerReader(new BufferedInputStream(in), entries).read(header);
    }

    private LedgerCounts read(Consumer<LedgerHeader> header) throws IOException {
        ByteSlice first = line();
        if (first == null) {
            throw damaged("it is empty");
        }
        try {
            header.accept(header(LedgerLine.parse(first)));
            for (ByteSlice line = line(); line != null; line = line()) {
                if (told != null) {
                    throw damaged("something after the last line");
                }
                take(LedgerLine.parse(line));
            }
        } catch (MalformedJsonException | IllegalArgumentException | DateTimeException e) {
            throw new BackupException(ProblemCode.DAMAGED, where() + e.getMessage(), "", e);
        }
        if (told == null) {
            throw damaged("its end is missing");
        }
        if (!told.equals(seen)) {
            throw damaged("the last line counts " + told + ", but there are " + seen);
        }
        return seen;
    }

    private BackupException damaged(String what) {
        return new BackupException(ProblemCode.DAMAGED, where() + what, "");
    }

    private String where() {
        return "ledger, line " + number + ": ";
    }

    /** Without its end; null behind the last. */
    private @Nullable ByteSlice line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        number++;
        while (true) {
            int next = in.read();
            if (next == '\n') {
                return new ByteSlice(line.toByteArray(), 0, line.size());
            }
            if (next < 0) {
                if (line.size() > 0) {
                    throw damaged("it is cut off");
                }
                return null;
            }
            if (line.size() == LINE_BYTES_MAX) {
                throw damaged("it is longer than " + LINE_BYTES_MAX + " bytes");
            }
            line.write(next);
        }
    }

    private static LedgerHeader header(LedgerLine line) {
        if (line.number("ledger") != LedgerWriter.VERSION) {
            throw new BackupException(
                    ProblemCode.UNSUPPORTED_VERSION,
                    "the ledger has version " + line.number("ledger"),
                    "read it with a newer version of this program");
        }
        return new LedgerHeader(line.text("backup"), line.text("host"), Instant.parse(line.text("time")));
    }

    private void take(LedgerLine line) {
        if (line.hasNumber("captured")) {
            told = new LedgerCounts(line.number("captured"), line.number("excused"), line.number("failed"));
            return;
        }
        LedgerEntry entry = new LedgerEntry(
                line.text("type"),
                line.text("name"),
                LedgerEntry.Outcome.of(line.text("outcome")),
                line.optional("by").orElse(""),
                line.optional("reason").orElse(""),
                line.optional("apiVersion"),
                line.optional("kind"),
                line.optional("path"));
        seen = seen.and(entry.outcome());
        entries.accept(entry);
    }
}
