package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.IndexId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The local folder of one repository's segments. Everything in it can be deleted at any time by anyone: it is read again
 * from the repository. Several processes may share it, because files are immutable, named by what they stand for and renamed
 * into place when they are whole; one that is replaced stays mapped where it is in use.
 */
public final class IndexFolder {
    private static final long ABANDONED_MILLIS = Duration.ofDays(1).toMillis();
    /** Another process merges while we look: each of its merges can make us look again, but it will not merge all the time. */
    private static final int LOOKS_MAX = 20;

    private final Path folder;

    /** @param folder is created when needed */
    public IndexFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /**
     * All segments at one moment. List the index files of the repository afterwards: one that a segment names and the
     * repository does not is then gone, not new.
     */
    public List<Segment> openAll() throws IOException {
        for (int look = 1; ; look++) {
            List<Segment> segments = new ArrayList<>();
            boolean whole = false;
            try {
                boolean vanished = false;
                for (Path file : list()) {
                    vanished |= !open(file, segments);
                }
                if (!vanished || look == LOOKS_MAX) {
                    whole = true;
                    return segments;
                }
            } finally {
                if (!whole) {
                    segments.forEach(Segment::close);
                }
            }
        }
    }

    private List<Path> list() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                if (name.endsWith(SegmentName.SUFFIX)) {
                    files.add(file);
                } else if (name.endsWith(SegmentOutput.TEMPORARY_SUFFIX) && isAbandoned(file)) {
                    remove(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /** @return false if it is not there any more */
    private static boolean open(Path file, List<Segment> segments) throws IOException {
        try {
            segments.add(Segment.open(file));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (DamagedSegmentException e) {
            remove(file);
            return true;
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

    public Segment write(SegmentWriter writer) throws IOException {
        return writer.writeTo(folder);
    }

    /**
     * Writes one segment for several. They stay as they are.
     *
     * @param live which of the index files that they stand for there are
     * @param cancelled whether to stop with a {@link CancellationException}
     */
    public Segment merge(List<Segment> parts, Predicate<IndexId> live, BooleanSupplier cancelled) throws IOException {
        return new SegmentMerger(parts, live, cancelled).mergeInto(folder);
    }

    /** Removes the files of segments that nobody needs any more. */
    public void remove(List<Segment> segments) {
        segments.forEach(segment -> remove(segment.path()));
    }

    /** As {@link #remove(List)}; one of them may have the name of what it was merged into. */
    void removeMerged(List<Segment> parts, Segment into) {
        remove(parts.stream().filter(part -> !part.path().equals(into.path())).toList());
    }

    /** Removes a segment's file. */
    public void remove(DamagedSegmentException damaged) {
        remove(damaged.file());
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // It takes up room and is not used; the next run tries again.
            return;
        }
    }
}
