package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.index.IndexFolder;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.FileFailure;
import cloud.mows.backup.core.problem.ProblemCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's index lies on this machine: a kept cache, or a temporary folder that goes when this is closed.
 *
 * @param temporary null if it is kept
 */
record LocalIndex(IndexFolder folder, @Nullable Path temporary) implements AutoCloseable {
    private static final String TEMPORARY = "mows-backup-index";

    /** No run writes nothing for so long: what is older was left by one that was killed. */
    private static final Duration LEFTOVER_AGE = Duration.ofDays(7);

    static LocalIndex open(@Nullable Path cache, Digest repository) throws IOException {
        if (cache != null) {
            return new LocalIndex(
                    new IndexFolder(cache.resolve(repository.hex()).resolve("segments")), null);
        }
        Path temporary =
                Files.createTempDirectory(TEMPORARY + ProcessHandle.current().pid() + "-");
        sweep(temporary.toAbsolutePath().getParent(), Files.getOwner(temporary));
        return new LocalIndex(new IndexFolder(temporary), temporary);
    }

    /** @param cache null if the folder was to be a temporary one */
    static BackupException unusable(@Nullable Path cache, IOException e) {
        String reason = FileFailure.reason(e);
        if (cache == null) {
            return new BackupException(
                    ProblemCode.LOCAL_IO,
                    "the folder for temporary files, " + System.getProperty("java.io.tmpdir") + ", cannot be used: "
                            + reason,
                    "name another one in TMPDIR",
                    e);
        }
        return new BackupException(
                ProblemCode.LOCAL_IO,
                "the cache folder " + cache + " cannot be used: " + reason,
                "choose another place with --cache-dir or use --no-cache",
                e);
    }

    @Override
    public void close() {
        if (temporary == null) {
            return;
        }
        remove(temporary);
    }

    /**
     * Removes what killed runs of the same user left in the folder for temporary files. What belongs to others is not entered:
     * they could put links into it that lead elsewhere while it is removed.
     */
    static void sweep(Path folder, UserPrincipal user) {
        Instant oldest = Instant.now().minus(LEFTOVER_AGE);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
            for (Path leftover : leftovers) {
                PosixFileAttributes attributes =
                        Files.readAttributes(leftover, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isDirectory()
                        && attributes.owner().equals(user)
                        && attributes.lastModifiedTime().toInstant().isBefore(oldest)) {
                    remove(leftover);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Sweeping is a favour, and others may sweep at the same time.
            return;
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A few files left in the temporary folder hurt nobody.
            return;
        }
    }
}
