package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.SourceContent;
import cloud.mows.backup.core.source.SourceDirectory;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;

/** An entry that the tree shows under another name than its own. */
record NamedEntry(SourceEntry entry, ByteString name) implements SourceEntry {
    @Override
    public BytePath path() {
        return entry.path();
    }

    @Override
    public FileStat stat() {
        return entry.stat();
    }

    @Override
    public SourceEntry refresh() throws SourceException {
        return new NamedEntry(entry.refresh(), name);
    }

    @Override
    public DescribedNode describe() throws SourceException {
        DescribedNode described = entry.describe();
        return new DescribedNode(described.node().withName(name), described.warnings());
    }

    @Override
    public SourceDirectory list() throws SourceException {
        return entry.list();
    }

    @Override
    public SourceContent open() throws SourceException {
        return entry.open();
    }
}
