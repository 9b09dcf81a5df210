package cloud.mows.backup.core.extract;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage fails at its first, second, third … read: the restore tells, and no file ever has wrong bytes. */
class ExtractFaultTest {
    @TempDir
    Path folder;

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aReadFails() throws Exception {
        sweep(n -> Fault.read().number(n).fails());
    }

    @Test
    void aReadGivesOtherBytes() throws Exception {
        sweep(n -> Fault.read().number(n).isDamaged());
    }

    @Test
    void allReadsFailFromOneOn() throws Exception {
        sweep(n -> Fault.read().from(n).fails());
    }

    private void sweep(LongFunction<Fault> fault) throws Exception {
        Path source = Files.createDirectory(folder.resolve("source"));
        for (int i = 0; i < 30; i++) {
            Path file = source.resolve("d" + i % 3).resolve("f" + i);
            Files.createDirectories(file.getParent());
            Files.write(file, RepositoryFixture.noise(new SplittableRandom(i), i == 7 ? 3_000_000 : 1000 * i));
        }
        MemoryStorage storage = new MemoryStorage();
        BlobId tree;
        try (ExtractFixture fixture = new ExtractFixture(storage)) {
            tree = fixture.save(source);
        }
        AtomicReference<@Nullable ExtractReport> report = new AtomicReference<>();
        AtomicReference<Path> target = new AtomicReference<>(folder);

        long struck = FaultSweep.with(fault)
                .over(storage::copy)
                .run(
                        faulty -> {
                            report.set(null);
                            target.set(folder.resolve("target" + runs.incrementAndGet()));
                            try (ExtractFixture fixture = new ExtractFixture(RepositoryFixture.open(faulty))) {
                                report.set(fixture.restore(tree, target.get()));
                            }
                        },
                        (healed, failure) -> {
                            ExtractReport said = report.get();
                            boolean complete = said != null && said.isComplete();
                            Path restored = target.get();
                            if (complete) {
                                assertThat(ExtractFixture.differences(source, restored))
                                        .isEmpty();
                            }
                            assertNothingIsWrong(source, restored);
                            try (ExtractFixture fixture = new ExtractFixture(RepositoryFixture.open(healed))) {
                                assertThat(fixture.restore(tree, restored).isComplete())
                                        .isTrue();
                            }
                            assertThat(ExtractFixture.differences(source, restored))
                                    .isEmpty();
                        });

        assertThat(struck).isGreaterThan(5);
    }

    private static void assertNothingIsWrong(Path source, Path restored) throws Exception {
        if (!Files.exists(restored)) {
            return;
        }
        try (Stream<Path> found = Files.walk(restored)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                assertThat(file).hasSameBinaryContentAs(source.resolve(restored.relativize(file)));
            }
        }
    }
}
