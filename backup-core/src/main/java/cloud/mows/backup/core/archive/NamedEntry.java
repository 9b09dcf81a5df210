package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.source.DescribedNode;
import cloud.mows.backup.core.source.ForwardingEntry;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** An entry that the tree shows under another name than its own. */
record NamedEntry(SourceEntry entry, ByteString name) implements ForwardingEntry {
    @Override
    public SourceEntry refresh() throws SourceException {
        return new NamedEntry(entry.refresh(), name);
    }

    @Override
    public DescribedNode describe() throws SourceException {
        DescribedNode described = entry.describe();
        return new DescribedNode(described.node().copy().name(name).build(), described.warnings());
    }

    @Override
    public @Nullable Node saved() {
        Node saved = entry.saved();
        return saved == null ? null : saved.copy().name(name).build();
    }
}
