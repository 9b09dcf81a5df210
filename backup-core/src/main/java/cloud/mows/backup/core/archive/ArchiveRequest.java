package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.SnapshotGrouping;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be saved and how.
 *
 * @param paths what to save; relative ones are below the top of the tree what follows their {@code ..}
 * @param recordedPaths the absolute form of {@code paths}, as the snapshot names them
 * @param exclusions what to leave out
 * @param host the machine the files are of
 * @param time of the snapshot; null for the start of the run
 * @param offset of the writer's clock from UTC
 * @param parent compare with this snapshot, as a person names it; empty to choose the newest of the same group
 * @param grouping what makes two snapshots comparable, usually host and paths
 * @param force compare with none: read every file
 * @param changes which differences make a file count as changed
 * @param losses what the source may have lost since the parent snapshot; null for anything
 * @param oneFileSystem do not descend into other file systems
 * @param dryRun store nothing
 * @param skipIfUnchanged make no snapshot when the tree is that of the parent
 * @param readers files read at once
 * @param programVersion as the snapshot records it; ours begin with {@code mows-backup}
 * @param cutting where files are cut
 */
public record ArchiveRequest(
        List<BytePath> paths,
        List<String> recordedPaths,
        Exclusions exclusions,
        String host,
        List<String> tags,
        @Nullable Instant time,
        ZoneOffset offset,
        String parent,
        SnapshotGrouping grouping,
        boolean force,
        ChangeRule changes,
        @Nullable LossRule losses,
        boolean oneFileSystem,
        boolean dryRun,
        boolean skipIfUnchanged,
        int readers,
        String programVersion,
        Cutting cutting) {

    /** As restic's --read-concurrency. */
    public static final int READERS = 2;

    public ArchiveRequest {
        paths = paths.stream().map(BytePath::lexical).toList();
        recordedPaths = recordedPaths.stream().map(EscapedBytes::replaced).toList();
        host = EscapedBytes.replaced(host);
        tags = tags.stream().map(EscapedBytes::replaced).toList();
        if (readers < 1 || readers > 256) {
            throw new IllegalArgumentException("files read at once: " + readers + " is not within 1 and 256");
        }
    }

    /** The same, compared with another snapshot. */
    public ArchiveRequest withParent(String other) {
        return new ArchiveRequest(
                paths,
                recordedPaths,
                exclusions,
                host,
                tags,
                time,
                offset,
                other,
                grouping,
                force,
                changes,
                losses,
                oneFileSystem,
                dryRun,
                skipIfUnchanged,
                readers,
                programVersion,
                cutting);
    }
}
