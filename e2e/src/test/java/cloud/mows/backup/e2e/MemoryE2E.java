package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every long command in a control group that the kernel ends when it needs more than 256 MiB. */
class MemoryE2E {
    private static final long BYTES_MAX = 256 << 20;
    private static final int FOLDERS = 300;
    private static final int FILES_IN_EACH = 500;

    /** Of 6 MiB each: together more than may be in memory. */
    private static final int LARGE_FILES = 60;

    private static final Path CONTROL_GROUPS = Path.of("/sys/fs/cgroup");

    /** Joins the group whose folder is its first argument, then becomes the rest. */
    private static final String JOIN = "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"";

    @TempDir
    Path folder;

    private Path group;

    /** Writes dirty pages to the disk meanwhile, where the kernel does not see to it that a group has none too many. */
    private @Nullable Thread writeBack;

    @BeforeEach
    void limit() throws IOException {
        Machine.needRoot("making a control group");
        boolean isFirstVersion = Files.isDirectory(CONTROL_GROUPS.resolve("memory"));
        Path parent = isFirstVersion ? CONTROL_GROUPS.resolve("memory") : CONTROL_GROUPS;
        group = parent.resolve("mows-backup-e2e-" + ProcessHandle.current().pid());
        try {
            Files.createDirectory(group);
            Path limit = group.resolve(isFirstVersion ? "memory.limit_in_bytes" : "memory.max");
            Files.writeString(limit, Long.toString(BYTES_MAX));
        } catch (IOException e) {
            throw Machine.skip("this machine does not limit the memory of a control group: " + e);
        }
        if (isFirstVersion) {
            writeBack = Thread.ofPlatform().daemon().start(this::sync);
        }
    }

    private void sync() {
        try {
            while (!Thread.interrupted()) {
                new ProcessBuilder("sync", "-f", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void remove() throws Exception {
        if (writeBack != null) {
            writeBack.interrupt();
            writeBack.join();
        }
        if (group != null) {
            Files.deleteIfExists(group);
        }
    }

    @Test
    void manyFilesFitIntoTheMemoryOfAMover() throws Exception {
        Path source = folder.resolve("source");
        create(source);
        Program mows = Machine.mows(folder, folder.resolve("repository")).by("sh", "-c", JOIN, group.toString());
        mows.succeed("init");
        assertThat(mows.succeed("backup", source.toString()).output()).contains(FOLDERS * FILES_IN_EACH + " new");
        assertThat(mows.succeed("backup", source.toString()).output())
                .contains(FOLDERS * FILES_IN_EACH + " unmodified");
        mows.succeed("backup", "--force", source.toString());
        mows.succeed("forget", "--keep-last", "1", "--prune");
        mows.succeed("check", "--read-data");
        Path target = folder.resolve("target");
        mows.succeed("restore", "latest", "--target", target.toString());
        SampleTree.assertEqual(source, SampleTree.below(target, source));
    }

    /** Packs lie outside of the heap: small ones in memory, large ones in temporary files. */
    @ParameterizedTest
    @ValueSource(ints = {4, 16, 64, 128})
    void packsOfAllSizesFit(int mib) throws Exception {
        Path source = folder.resolve("source");
        SampleTree.create(source, LARGE_FILES, 300, mib);
        Path repository = folder.resolve("repository");
        Program mows = Machine.mows(folder, repository).by("sh", "-c", JOIN, group.toString());
        mows.succeed("init");
        mows.succeed("backup", "--pack-size", Integer.toString(mib), source.toString());
        assertThat(largestBytes(repository)).isBetween((long) mib << 20, (mib + 2L) << 20);
        mows.succeed("check", "--read-data");
        Machine.restic(folder, repository).succeed("check");
        SampleTree.assertComesBack(mows, source, folder);
    }

    private static long largestBytes(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository.resolve("data"))) {
            return files.mapToLong(file -> file.toFile().length()).max().orElseThrow();
        }
    }

    private static void create(Path source) throws IOException {
        for (int i = 0; i < FOLDERS; i++) {
            Path inside = Files.createDirectories(source.resolve("folder-" + i));
            for (int j = 0; j < FILES_IN_EACH; j++) {
                Files.writeString(inside.resolve("file-" + j), "content " + i + " " + j);
            }
        }
    }
}
