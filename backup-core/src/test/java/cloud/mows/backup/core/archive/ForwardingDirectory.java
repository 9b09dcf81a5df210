package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.source.SourceDirectory;
import java.util.List;

/** A directory that is another one but for its entries. */
interface ForwardingDirectory extends SourceDirectory {
    SourceDirectory directory();

    @Override
    default BytePath path() {
        return directory().path();
    }

    @Override
    default FileStat stat() {
        return directory().stat();
    }

    @Override
    default List<ByteString> names() {
        return directory().names();
    }

    @Override
    default void close() {
        directory().close();
    }
}
