package cloud.mows.backup.core.repository;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.index.IndexFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a repository's index lies on this machine: a kept cache, or a temporary folder that goes when this is closed.
 *
 * @param temporary null if it is kept
 */
record LocalIndex(IndexFolder folder, @Nullable Path temporary) implements AutoCloseable {
    static LocalIndex open(@Nullable Path cache, Digest repository) throws IOException {
        if (cache != null) {
            return new LocalIndex(
                    new IndexFolder(cache.resolve(repository.hex()).resolve("segments")), null);
        }
        Path temporary = Files.createTempDirectory("mows-backup-index");
        return new LocalIndex(new IndexFolder(temporary), temporary);
    }

    @Override
    public void close() {
        if (temporary == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            // A few files left in the temporary folder hurt nobody.
            return;
        }
    }
}
