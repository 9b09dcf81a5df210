package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The local folder of one repository's segments: one file for each index file, named by it, and one merged file when there
 * are many. Everything in it can be deleted at any time by anyone: it is read again from the repository. Several processes
 * may share it, because files are immutable and renamed into place.
 */
public final class IndexFolder {
    /** More segments than this are merged, so that a look-up probes few. */
    static final int SEGMENTS_MAX = 8;

    private static final long ABANDONED_MILLIS = Duration.ofDays(1).toMillis();
    private static final String SUFFIX = ".segment";
    private static final String MERGED = "merged-";

    private final Path folder;

    /** @param folder is created when needed */
    public IndexFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Where the segment of an index file belongs. */
    public Path fileOf(IndexId id) {
        return folder.resolve(id.hex() + SUFFIX);
    }

    /** The segment of an index file, if it is here and whole. */
    public @Nullable Segment open(IndexId id) throws IOException {
        return open(fileOf(id));
    }

    private static @Nullable Segment open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        Segment segment = Segment.open(file);
        if (segment == null) {
            Files.deleteIfExists(file);
        }
        return segment;
    }

    /** Whether all of these index files are served by one merged segment already. */
    public @Nullable Segment openMerged(Collection<IndexId> ids) throws IOException {
        return ids.size() <= SEGMENTS_MAX ? null : open(mergedFile(ids));
    }

    /**
     * Replaces many segments by one; few stay as they are.
     *
     * @param parts the segments of exactly {@code ids}; closed when they are merged
     */
    public List<Segment> merge(Collection<IndexId> ids, List<Segment> parts) throws IOException {
        if (parts.size() <= SEGMENTS_MAX) {
            return parts;
        }
        Segment merged = SegmentMerger.merge(parts, mergedFile(ids));
        parts.forEach(Segment::close);
        return List.of(merged);
    }

    /** Removes what serves none of the index files that exist now. */
    public void retainOnly(Collection<IndexId> ids) throws IOException {
        Set<String> wanted = new HashSet<>();
        ids.forEach(id -> wanted.add(id.hex() + SUFFIX));
        wanted.add(mergedFile(ids).getFileName().toString());
        List<Path> stale = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.endsWith(SUFFIX) && !wanted.contains(name)
                        || name.endsWith(SegmentOutput.TEMPORARY_SUFFIX) && isAbandoned(file)) {
                    stale.add(file);
                }
            }
        }
        for (Path file : stale) {
            Files.deleteIfExists(file);
        }
    }

    /** Nobody writes a segment for so long: its process was killed. */
    private static boolean isAbandoned(Path temporary) throws IOException {
        try {
            long age = System.currentTimeMillis()
                    - Files.getLastModifiedTime(temporary).toMillis();
            return age > ABANDONED_MILLIS;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Path mergedFile(Collection<IndexId> ids) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (IndexId id : new TreeSet<>(ids)) {
                sha.update(id.hex().getBytes(StandardCharsets.US_ASCII));
            }
            String name = HexFormat.of().formatHex(sha.digest(), 0, Digest.BYTES / 2);
            return folder.resolve(MERGED + name + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
