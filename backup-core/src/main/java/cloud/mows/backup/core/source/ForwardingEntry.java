package cloud.mows.backup.core.source;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.tree.Node;
import org.jspecify.annotations.Nullable;

/** An entry that is another one but for the methods it overrides, among them always {@link #refresh}. */
public interface ForwardingEntry extends SourceEntry {
    SourceEntry entry();

    @Override
    default ByteString name() {
        return entry().name();
    }

    @Override
    default BytePath path() {
        return entry().path();
    }

    @Override
    default FileStat stat() {
        return entry().stat();
    }

    @Override
    default DescribedNode describe() throws SourceException {
        return entry().describe();
    }

    @Override
    default @Nullable Node saved() {
        return entry().saved();
    }

    @Override
    default SourceDirectory list() throws SourceException {
        return entry().list();
    }

    @Override
    default SourceContent open() throws SourceException {
        return entry().open();
    }
}
