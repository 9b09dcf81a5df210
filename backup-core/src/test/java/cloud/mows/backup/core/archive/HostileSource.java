package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.ForwardingEntry;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A source in which things happen between any two calls. */
record HostileSource(Source source, Rules rules) implements Source {
    enum Call {
        LIST,
        ENTRY,
        DESCRIBE,
        OPEN,
        READ
    }

    /** What happens before a call is passed on. */
    @FunctionalInterface
    interface Rule {
        /** @param number of calls of this kind so far, with this one */
        void before(Call call, BytePath path, int number) throws Exception;
    }

    /** What happens; safe for many threads. */
    static final class Rules {
        private final List<Rule> rules = new ArrayList<>();
        private final AtomicInteger[] counts = new AtomicInteger[Call.values().length];

        Rules() {
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new AtomicInteger();
            }
        }

        Rules add(Rule rule) {
            rules.add(rule);
            return this;
        }

        /** Nothing happens any more. */
        void clear() {
            rules.clear();
        }

        Rules throwing(Call wanted, int number, RuntimeException thrown) {
            return add((call, path, n) -> {
                if (call == wanted && n == number) {
                    throw thrown;
                }
            });
        }

        void before(Call call, BytePath path) throws SourceException {
            int number = counts[call.ordinal()].incrementAndGet();
            for (Rule rule : rules) {
                try {
                    rule.before(call, path, number);
                } catch (SourceException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new AssertionError("the test itself fails", e);
                }
            }
        }
    }

    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        return new Entry(source.entry(path), rules);
    }

    @Override
    public void close() {
        source.close();
    }

    private record Entry(SourceEntry entry, Rules rules) implements ForwardingEntry {
        @Override
        public SourceEntry refresh() throws SourceException {
            return new Entry(entry.refresh(), rules);
        }

        @Override
        public DescribedNode describe() throws SourceException {
            rules.before(Call.DESCRIBE, path());
            return entry.describe();
        }

        @Override
        public SourceDirectory list() throws SourceException {
            rules.before(Call.LIST, path());
            return new Directory(entry.list(), rules);
        }

        @Override
        public SourceContent open() throws SourceException {
            rules.before(Call.OPEN, path());
            return new Content(entry.open(), path(), rules);
        }
    }

    private record Directory(SourceDirectory directory, Rules rules) implements ForwardingDirectory {
        @Override
        public SourceEntry entry(ByteString name) throws SourceException {
            rules.before(Call.ENTRY, path().resolve(name));
            return new Entry(directory.entry(name), rules);
        }
    }

    private record Content(SourceContent content, BytePath path, Rules rules) implements SourceContent {
        @Override
        public FileStat stat() {
            return content.stat();
        }

        @Override
        public long position() {
            return content.position();
        }

        @Override
        public long skipHole() throws SourceException {
            return content.skipHole();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws SourceException {
            rules.before(Call.READ, path);
            return content.read(into, offset, length);
        }

        @Override
        public FileStat statNow() throws SourceException {
            return content.statNow();
        }

        @Override
        public void close() {
            content.close();
        }
    }
}
