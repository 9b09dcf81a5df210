package cloud.mows.backup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files to back up: some large ones that do not compress, many small ones that do. */
record SampleTree(Path folder, int largeFiles, int smallFiles, SplittableRandom random) {
    private static final int LARGE_BYTES = 6 << 20;
    private static final int FOLDERS = 30;

    static SampleTree create(Path folder, int largeFiles, int smallFiles, long seed) throws IOException {
        SampleTree tree = new SampleTree(folder, largeFiles, smallFiles, new SplittableRandom(seed));
        for (int i = 0; i < FOLDERS; i++) {
            Files.createDirectories(folder.resolve("small" + i));
        }
        for (int i = 0; i < largeFiles; i++) {
            tree.writeLarge(i);
        }
        for (int i = 0; i < smallFiles; i++) {
            tree.writeSmall(i);
        }
        return tree;
    }

    /** New contents for one large file and a thirtieth of the small ones. */
    void change() throws IOException {
        writeLarge(random.nextInt(largeFiles));
        for (int i = 0; i < smallFiles / FOLDERS; i++) {
            writeSmall(random.nextInt(smallFiles));
        }
    }

    private void writeLarge(int number) throws IOException {
        byte[] content = new byte[LARGE_BYTES];
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.remaining() >= Long.BYTES) {
            buffer.putLong(random.nextLong());
        }
        Files.write(folder.resolve("large" + number), content);
    }

    private void writeSmall(int number) throws IOException {
        Path file = folder.resolve("small" + number % FOLDERS).resolve("file" + number);
        Files.writeString(file, ("line " + random.nextLong() + "\n").repeat(random.nextInt(200)));
    }

    /** Where a restore to {@code target} puts {@code original}. */
    static Path below(Path target, Path original) {
        return target.resolve(original.subpath(0, original.getNameCount()));
    }

    /** Restores the latest snapshot to a folder in {@code scratch}, compares it with what was saved and removes it. */
    static void assertComesBack(Program program, Path original, Path scratch) throws IOException, InterruptedException {
        Path target = Files.createTempDirectory(scratch, "restored");
        program.succeed("restore", "latest", "--target", target.toString());
        assertEqual(original, below(target, original));
        Program.of(scratch, "rm").succeed("-rf", target.toString());
    }

    /** Fails the test if {@code restored} differs from {@code original} in anything that rsync knows of. */
    static void assertEqual(Path original, Path restored) throws IOException, InterruptedException {
        Program rsync = Program.of(restored, Machine.tool("rsync").toString());
        Finished compared = rsync.succeed("-naiHAXc", "--delete", original + "/", restored + "/");
        assertThat(compared.output()).as("differences to %s", original).isEmpty();
    }
}
