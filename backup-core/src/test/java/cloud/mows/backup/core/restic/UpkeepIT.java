package cloud.mows.backup.core.restic;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.copy.CopyObserver;
import cloud.mows.backup.core.copy.CopyReport;
import cloud.mows.backup.core.copy.SnapshotCopier;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.prune.Forget;
import cloud.mows.backup.core.prune.PruneCounts;
import cloud.mows.backup.core.prune.PruneObserver;
import cloud.mows.backup.core.prune.PruneOptions;
import cloud.mows.backup.core.prune.PrunePlan;
import cloud.mows.backup.core.prune.PrunePlanner;
import cloud.mows.backup.core.prune.PruneRunner;
import cloud.mows.backup.core.prune.UnusedLimit;
import cloud.mows.backup.core.repair.IndexRepair;
import cloud.mows.backup.core.repair.PackRepair;
import cloud.mows.backup.core.repair.PackRepairReport;
import cloud.mows.backup.core.repair.RepairObserver;
import cloud.mows.backup.core.repair.SnapshotRepair;
import cloud.mows.backup.core.repair.SnapshotRepairObserver;
import cloud.mows.backup.core.repository.Password;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.directory.DirectoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pruning, copying and repairing leave of a repository that restic filled satisfies {@code restic check --read-data}. */
class UpkeepIT {
    private static final Password PASSWORD = Password.of("for tests only");

    @TempDir
    Path folder;

    private Path source;
    private RealRestic restic;
    private final SplittableRandom random = new SplittableRandom(17);

    @BeforeEach
    void fill() throws Exception {
        source = Files.createDirectories(folder.resolve("source"));
        restic = RealRestic.in(Files.createDirectories(folder.resolve("first")));
        for (int i = 0; i < 40; i++) {
            Path directory = Files.createDirectories(source.resolve("d" + i % 7).resolve("e" + i % 3));
            Files.write(directory.resolve("f" + i), RepositoryFixture.noise(random, 300_000));
        }
        for (int i = 0; i < 5; i++) {
            for (int f = 0; f < 6; f++) {
                int number = random.nextInt(40);
                Path file = source.resolve("d" + number % 7)
                        .resolve("e" + number % 3)
                        .resolve("f" + number);
                Files.write(file, RepositoryFixture.noise(random, 300_000));
            }
            restic.run(Map.of(), "backup", source.toString());
        }
    }

    private Repository open(String name) {
        return Repository.open(
                new DirectoryStorage(folder.resolve(name).resolve("repository")),
                PASSWORD,
                RepositoryFixture.options().withPackSize(ByteSize.mib(4)));
    }

    private void prune(String name, PruneOptions options) {
        try (Repository repository = open(name);
                RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
            PrunePlan plan = new PrunePlanner(repository, options, PruneObserver.NONE).plan(Set.of());
            new PruneRunner(plan, lock, PruneObserver.NONE).run();
        }
    }

    private void restoresWhatTheSourceHas(RealRestic from) throws Exception {
        Path restored = folder.resolve("restored");
        from.run(Map.of(), "restore", "latest:" + source, "--target", restored.toString());
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(restored.resolve(source.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    /** Of restic 0.18: from 0.19 on it packs small packs together more eagerly. */
    @Test
    void aPlanIsWhatResticWouldDo() throws Exception {
        try (Repository repository = open("first");
                RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
            List<SavedSnapshot> all = SnapshotCatalogue.load(repository).all();
            Forget.run(
                    repository,
                    lock,
                    all.stream().limit(3).map(SavedSnapshot::id).toList(),
                    false);
        }
        for (String limit : List.of("0%", "3%", "5%", "20%", "1M", "unlimited")) {
            String told = new String(
                    restic.before().run(Map.of(), "prune", "--dry-run", "--verbose", "--max-unused", limit),
                    StandardCharsets.UTF_8);
            PruneCounts counts;
            try (Repository repository = open("first")) {
                PruneOptions options = PruneOptions.DEFAULT.withMaxUnused(UnusedLimit.parse(limit));
                counts = new PrunePlanner(repository, options, PruneObserver.NONE)
                        .plan(Set.of())
                        .counts();
            }
            assertThat(numbers(
                            told,
                            "used:",
                            "unused:",
                            "to repack:",
                            "this removes:",
                            "to delete:",
                            "totally used packs:",
                            "partly used packs:",
                            "unused packs:",
                            "to keep:"))
                    .as(limit)
                    .containsExactly(
                            counts.blobs().used(),
                            counts.blobs().unused(),
                            counts.blobs().repack(),
                            counts.blobs().repackRemove(),
                            counts.blobs().remove(),
                            counts.packs().used(),
                            counts.packs().partlyUsed(),
                            counts.packs().unused(),
                            counts.packs().keep());
        }
    }

    /** The number after the first line that begins so. */
    private static List<Long> numbers(String told, String... beginnings) {
        return Stream.of(beginnings)
                .map(beginning -> told.lines()
                        .filter(line -> line.startsWith(beginning))
                        .map(line -> line.substring(beginning.length()).strip().split(" ")[0])
                        .findFirst()
                        .map(Long::valueOf)
                        .orElseThrow())
                .toList();
    }

    @Test
    void resticAcceptsWhatPruningLeaves() throws Exception {
        try (Repository repository = open("first");
                RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
            List<SavedSnapshot> all = SnapshotCatalogue.load(repository).all();
            Forget.run(
                    repository,
                    lock,
                    List.of(all.get(0).id(), all.get(2).id(), all.get(3).id()),
                    false);
        }
        prune("first", PruneOptions.DEFAULT.withMaxUnused(new UnusedLimit.Percent(0)));

        restic.run(Map.of(), "check", "--read-data");
        try (Repository repository = open("first")) {
            PrunePlan again = new PrunePlanner(repository, PruneOptions.DEFAULT, PruneObserver.NONE).plan(Set.of());
            assertThat(again.counts().blobs().remainingUnused()).isZero();
        }
        restoresWhatTheSourceHas(restic);
        restic.run(Map.of(), "backup", source.toString());
        restic.run(Map.of(), "prune");
        restic.run(Map.of(), "check", "--read-data");
    }

    @Test
    void resticAcceptsWhatCopyingMakes() throws Exception {
        RealRestic second = RealRestic.in(Files.createDirectories(folder.resolve("second")));
        try (Repository from = open("first");
                Repository to = open("second")) {
            CopyReport report = new SnapshotCopier(from, to, CopyObserver.NONE)
                    .run(SnapshotCatalogue.load(from).all());
            assertThat(report.copied()).hasSize(5);
        }

        second.run(Map.of(), "check", "--read-data");
        restoresWhatTheSourceHas(second);
        // Restic sees that they are copies: it has nothing to do.
        second.run(
                Map.of("RESTIC_FROM_PASSWORD", "for tests only"),
                "copy",
                "--from-repo",
                folder.resolve("first").resolve("repository").toString());
        try (Repository to = open("second")) {
            assertThat(SnapshotCatalogue.load(to).all()).hasSize(5);
        }
    }

    @Test
    void resticAcceptsWhatRepairingLeaves() throws Exception {
        RealRestic.in(Files.createDirectories(folder.resolve("second")));
        try (Repository from = open("first");
                Repository to = open("second")) {
            new SnapshotCopier(from, to, CopyObserver.NONE)
                    .run(SnapshotCatalogue.load(from).all());
        }
        PackId damaged = packOf(BlobType.DATA);
        damage(damaged);
        removeIndex();

        try (Repository repository = open("first");
                Repository second = open("second");
                RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
            new IndexRepair(repository, lock, IndexRepair.Options.DEFAULT, RepairObserver.NONE).run();
            PackRepairReport report = new PackRepair(
                            repository, lock, PackRepair.Options.DEFAULT, second, RepairObserver.NONE)
                    .run(List.of(damaged));
            assertThat(report.healed()).isPositive();
            assertThat(report.lost()).isEmpty();
        }

        restic.run(Map.of(), "check", "--read-data");
        restoresWhatTheSourceHas(restic);
    }

    @Test
    void resticAcceptsSnapshotsThatLostFiles() throws Exception {
        damage(packOf(BlobType.DATA));
        PackId damaged = packOf(BlobType.DATA);
        try (Repository repository = open("first");
                RepositoryLock lock = repository.locks().takeExclusive(Duration.ZERO)) {
            PackRepairReport report = new PackRepair(
                            repository, lock, PackRepair.Options.DEFAULT, null, RepairObserver.NONE)
                    .run(List.of(damaged));
            assertThat(report.lost()).isNotEmpty();
            new SnapshotRepair(repository, lock, new SnapshotRepair.Options(true, false), SnapshotRepairObserver.NONE)
                    .run(List.of());
        }
        prune("first", PruneOptions.DEFAULT);

        restic.run(Map.of(), "check", "--read-data");
        try (Repository repository = open("first")) {
            assertThat(SnapshotCatalogue.load(repository).all()).hasSize(5);
        }
    }

    private PackId packOf(BlobType type) {
        try (Repository repository = open("first")) {
            return repository.index().segments().stream()
                    .flatMap(segment -> LongStream.range(0, segment.count()).mapToObj(segment::blob))
                    .filter(blob -> blob.type() == type)
                    .map(blob -> repository.index().find(type, blob.id()))
                    .map(BlobLocation::pack)
                    .min(PackId::compareTo)
                    .orElseThrow();
        }
    }

    private void damage(PackId pack) throws IOException {
        Path file = folder.resolve("first/repository/data")
                .resolve(pack.hex().substring(0, 2))
                .resolve(pack.hex());
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 1;
        bytes[500_000] ^= 1;
        Files.delete(file);
        Files.write(file, bytes);
    }

    private void removeIndex() {
        try (Repository repository = open("first")) {
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }
    }
}
