package cloud.mows.backup.core.ledger;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.bytes.json.JsonWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes a ledger. One that is closed and was not finished is refused by every reader. */
public final class LedgerWriter implements Closeable {
    static final int VERSION = 1;

    private final OutputStream out;
    private final JsonWriter line = new JsonWriter();
    private LedgerCounts counts = LedgerCounts.NONE;

    /** @param out is closed with this writer */
    public LedgerWriter(OutputStream out, LedgerHeader header) throws IOException {
        this.out = out;
        field("{", "ledger").unsigned(VERSION);
        text(",", "backup", header.backup());
        text(",", "host", header.host());
        field(",", "time").time(header.time());
        end();
    }

    public void add(LedgerEntry entry) throws IOException {
        text("{", "type", entry.type());
        text(",", "name", entry.name());
        text(",", "outcome", entry.outcome().word());
        if (!entry.by().isEmpty()) {
            text(",", "by", entry.by());
        }
        if (!entry.reason().isEmpty()) {
            text(",", "reason", entry.reason());
        }
        optional("apiVersion", entry.apiVersion());
        optional("kind", entry.kind());
        optional("path", entry.path());
        end();
        counts = counts.and(entry.outcome());
    }

    /** Writes the last line; nothing can be added after it. */
    public LedgerCounts finish() throws IOException {
        field("{", "captured").unsigned(counts.captured());
        field(",", "excused").unsigned(counts.excused());
        field(",", "failed").unsigned(counts.failed());
        end();
        out.flush();
        return counts;
    }

    private void optional(String name, Optional<String> value) {
        value.ifPresent(text -> text(",", name, text));
    }

    private void text(String before, String name, String value) {
        field(before, name).string(value);
    }

    private JsonWriter field(String before, String name) {
        return line.raw(JsonWriter.ascii(before)).string(name).raw(':');
    }

    private void end() throws IOException {
        line.raw('}').raw('\n');
        ByteSlice bytes = line.slice();
        out.write(bytes.array(), bytes.offset(), bytes.length());
        line.reset();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
