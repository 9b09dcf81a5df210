package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.posix.FileStat;
import cloud.mows.backup.core.posix.FileType;
import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.posix.PosixNames;
import cloud.mows.backup.core.posix.PosixXattrs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What GNU tar packs comes back from a repository as GNU tar itself would bring it back. */
class TarStreamE2E {
    private static final int ENTRIES = 300;

    @TempDir
    Path folder;

    private Path source;
    private Path repository;
    private Program mows;
    private Program shell;

    @BeforeEach
    void make() throws Exception {
        source = Files.createDirectories(folder.resolve("source"));
        repository = folder.resolve("repository");
        mows = Machine.mows(folder, repository);
        shell = Program.of(folder, "bash", "-o", "pipefail", "-c");
        for (String name : mows.environment().keySet()) {
            shell = shell.with(name, mows.environment().get(name));
        }
        mows.succeed("init");
    }

    /** A command line with our program as {@code $0}. */
    private Finished sh(String line) throws InterruptedException {
        return shell.run(line, mows.command().getFirst());
    }

    private int snapshots() throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("snapshots"))) {
            return (int) files.count();
        }
    }

    /** Random files, links, devices and directories with all that tar can tell of them; paths are bytes. */
    private static final class RandomTree {
        private final SplittableRandom random;
        private final List<BytePath> directories = new ArrayList<>();
        private final List<BytePath> files = new ArrayList<>();
        private final List<BytePath> all = new ArrayList<>();

        RandomTree(Path root, long seed) throws PosixException {
            random = new SplittableRandom(seed);
            directories.add(BytePath.of(root));
            for (int i = 0; i < ENTRIES; i++) {
                add(i);
            }
            for (BytePath path : all.reversed()) {
                Instant time = Instant.ofEpochSecond(
                        random.nextLong(-1_000_000_000L, 9_000_000_000L), random.nextInt(1_000_000_000));
                in(path, fd -> PosixNames.changeTimes(fd, path.name(), time, time));
            }
        }

        private interface Work {
            void of(int directory) throws PosixException;
        }

        private static void in(BytePath path, Work work) throws PosixException {
            int fd = Posix.open(path.parent(), OpenFlags.READ | OpenFlags.DIRECTORY);
            try {
                work.of(fd);
            } finally {
                Posix.closeQuietly(fd);
            }
        }

        private ByteString name(int number) {
            byte[] bytes = switch (random.nextInt(6)) {
                case 0 -> noise(1 + random.nextInt(20));
                case 1 -> "long ".repeat(20 + random.nextInt(30)).getBytes(StandardCharsets.UTF_8);
                case 2 -> "ü".repeat(1 + random.nextInt(60)).getBytes(StandardCharsets.UTF_8);
                default -> "name".getBytes(StandardCharsets.UTF_8);
            };
            return ByteString.of(number + "").concat(ByteString.of(bytes));
        }

        private byte[] noise(int length) {
            byte[] noise = new byte[length];
            random.nextBytes(noise);
            for (int i = 0; i < length; i++) {
                noise[i] = noise[i] == 0 || noise[i] == '/' ? (byte) 0xff : noise[i];
            }
            return noise;
        }

        private void add(int number) throws PosixException {
            BytePath path = directories.get(random.nextInt(directories.size())).resolve(name(number));
            in(path, fd -> add(number, path, fd));
        }

        private void add(int number, BytePath path, int fd) throws PosixException {
            ByteString name = path.name();
            int type = random.nextInt(10);
            switch (type) {
                case 0, 1 -> {
                    PosixNames.makeDirectory(fd, name, 0755);
                    if (path.bytes().length() < 2000) {
                        directories.add(path);
                    }
                }
                case 2 -> PosixNames.makeSymlink(ByteString.of(noise(1 + random.nextInt(200))), fd, name);
                case 3 -> {
                    if (!files.isEmpty()) {
                        BytePath other = files.get(random.nextInt(files.size()));
                        in(other, from -> PosixNames.makeHardLink(from, other.name(), fd, name));
                    }
                    return;
                }
                case 4 -> PosixNames.makeNode(fd, name, FileType.FIFO, 0600, 0);
                case 5 -> {
                    FileType device = random.nextBoolean() ? FileType.BLOCK_DEVICE : FileType.CHARACTER_DEVICE;
                    long which = FileStat.deviceNumber(random.nextInt(4000), random.nextInt(1 << 20));
                    PosixNames.makeNode(fd, name, device, 0600, which);
                }
                default -> {
                    write(fd, name);
                    files.add(path);
                    if (random.nextInt(3) == 0) {
                        ByteString value = ByteString.of(noise(random.nextInt(300)));
                        PosixXattrs.set(fd, name, ByteString.of("user.a" + number), value);
                    }
                }
            }
            PosixNames.changeOwner(fd, name, random.nextInt(4_000_000), random.nextInt(70_000));
            if (type != 2) {
                PosixNames.changeMode(fd, name, random.nextInt(010000));
            }
            all.add(path);
        }

        private void write(int directory, ByteString name) throws PosixException {
            int[] sizes = {0, 1, 511, 512, 513, 5000, 100_000, 3_000_000};
            byte[] content = new byte[sizes[random.nextInt(sizes.length)]];
            random.nextBytes(content);
            int file = Posix.open(directory, name, OpenFlags.WRITE | OpenFlags.CREATE, 0600);
            try {
                Posix.writeAt(file, content, 0, content.length, 0);
                if (random.nextInt(4) == 0) {
                    long at = content.length + random.nextInt(3_000_000);
                    int more = Math.min(content.length, 5000);
                    Posix.writeAt(file, content, 0, more, at);
                    Posix.truncate(file, at + more + random.nextInt(3_000_000));
                }
            } finally {
                Posix.closeQuietly(file);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--format=posix --xattrs",
                "--format=posix --xattrs --sparse",
                "--format=posix --sparse --sparse-version=0.1",
                "--format=posix --sparse --sparse-version=0.0",
                "--format=gnu --sparse",
                "--format=gnu"
            })
    void comesBackAsTarBringsIt(String options) throws Exception {
        Machine.needRoot("devices and other users' files");
        Machine.tool("tar");
        long seed = System.nanoTime();
        System.out.println("TarStreamE2E " + options + " seed=" + seed);
        new RandomTree(source, seed);
        sh("tar -C source " + options + " -cf archive.tar .").exits(0);

        sh("\"$0\" backup --stdin-tar --stdin-filename in/here < archive.tar").exits(0);

        sh("mkdir by-tar && tar -C by-tar --xattrs --xattrs-include='*' --numeric-owner -pxf archive.tar --warning=no-timestamp")
                .exits(0);
        mows.succeed("restore", "latest", "--target", folder.resolve("ours").toString());
        Path byTar = folder.resolve("by-tar");
        SampleTree.assertEqual(byTar, folder.resolve("ours/in/here"));
        Program restic = Machine.restic(folder, repository);
        restic.succeed("check", "--read-data");
        restic.succeed("restore", "latest", "--target", folder.resolve("restic").toString());
        SampleTree.assertEqual(byTar, folder.resolve("restic/in/here"));

        Finished again = sh("tar -C source " + options
                        + " -cf - . | \"$0\" backup --json --stdin-tar --stdin-filename in/here")
                .exits(0);
        assertThat(again.output())
                .contains("\"files_new\":0,\"files_changed\":0")
                .contains("\"data_blobs\":0");
    }

    @Test
    void whatIsNotAWholeArchiveMakesNoSnapshot() throws Exception {
        SampleTree.create(source, 1, 60, 5);
        sh("tar --format=posix -cf archive.tar source").exits(0);
        long size = Files.size(folder.resolve("archive.tar"));
        for (long length : new long[] {0, 1, 512, 5000, size / 2, size - 10_240}) {
            Finished cut = sh("head -c " + length + " archive.tar | \"$0\" backup --stdin-tar")
                    .exits(1);
            assertThat(cut.errors()).as("%s bytes", length).contains("no snapshot was made");
        }
        assertThat(sh("gzip -c archive.tar | \"$0\" backup --stdin-tar")
                        .exits(1)
                        .errors())
                .contains("it is compressed")
                .contains("gzip -dc");
        assertThat(sh("\"$0\" backup --stdin-tar --stdin-from-command -- sh -c 'cat archive.tar; exit 7'")
                        .exits(1)
                        .errors())
                .contains("exit code 7");
        assertThat(sh("cat archive.tar archive.tar | \"$0\" backup --stdin-tar")
                        .exits(1)
                        .errors())
                .contains("something else follows");
        assertThat(snapshots()).isZero();

        sh("\"$0\" backup --stdin-tar --stdin-from-command -- tar --format=posix -cf - source")
                .exits(0);
        assertThat(snapshots()).isOne();
        sh("\"$0\" backup --stdin-tar --stdin-filename / < archive.tar").exits(0);
        mows.succeed("restore", "latest", "--target", folder.resolve("ours").toString());
        SampleTree.assertEqual(source, folder.resolve("ours/source"));
    }
}
