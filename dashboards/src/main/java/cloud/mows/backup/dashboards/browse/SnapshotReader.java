package cloud.mows.backup.dashboards.browse;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Says what is in the snapshots of repositories. */
public interface SnapshotReader extends AutoCloseable {
    /** One entry of a folder. @param type as in the format: file, dir, symlink, … */
    record Entry(ByteString name, String type, long size, Instant modified) {}

    /** @param more whether there are more behind the last */
    record Entries(List<Entry> entries, boolean more) {}

    /** A difference of two snapshots. @param modifier as {@code diff} prints it: +, -, M, T, … */
    record Difference(BytePath path, boolean isDirectory, String modifier) {}

    /** @param more whether there are more behind the last */
    record Differences(List<Difference> differences, boolean more) {}

    /** Bytes to be read and closed. @param length empty if nobody knows it beforehand */
    record Content(InputStream bytes, OptionalLong length) {}

    /** @param after the name behind which to go on; empty for the first */
    Entries entries(String repository, String snapshot, BytePath folder, ByteString after, int limit);

    Content content(String repository, String snapshot, BytePath file);

    /** A folder as a zip archive. */
    Content archive(String repository, String snapshot, BytePath folder);

    /** In what it differs from an earlier snapshot of the same repository, in the order of paths. */
    Differences changes(String repository, String snapshot, String since, int limit);

    @Override
    void close();
}
