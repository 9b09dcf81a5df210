package cloud.mows.backup.core.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.compress.CompressionLevel;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PruneTest {
    private final MemoryStorage storage = new MemoryStorage();
    private final Repository repository = RepositoryFixture.create(storage);
    private final SplittableRandom random = new SplittableRandom(7);
    private final Map<SnapshotId, Map<String, byte[]>> expected = new HashMap<>();
    private int number;

    @AfterEach
    void close() {
        repository.close();
    }

    private SavedSnapshot save(Map<String, byte[]> files) {
        SavedSnapshot saved = RepositoryFixture.save(repository, number++, files);
        expected.put(saved.id(), files);
        return saved;
    }

    private void forget(SavedSnapshot saved) {
        Forget.run(repository, RepositoryFixture.exclusiveLock(), List.of(saved.id()), false);
        expected.remove(saved.id());
    }

    private PrunePlan plan(PruneOptions options) {
        return new PrunePlanner(repository, options, PruneObserver.NONE).plan(Set.of());
    }

    private PruneReport prune(PruneOptions options) {
        return new PruneRunner(plan(options), RepositoryFixture.exclusiveLock(), PruneObserver.NONE).run();
    }

    private byte[] noise(int length) {
        return RepositoryFixture.noise(random, length);
    }

    @Test
    void aRepositoryInFullUseIsLeftAsItIs() {
        save(Map.of("a", noise(100_000), "d/b", noise(200_000)));

        PrunePlan plan = plan(PruneOptions.DEFAULT);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.counts().blobs().unused()).isZero();
        assertThat(plan.counts().packs().keep()).isEqualTo(2);
        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void whatOnlyAForgottenSnapshotNeedsGoes() {
        byte[] shared = noise(300_000);
        SavedSnapshot old = save(Map.of("shared", shared, "old", noise(500_000)));
        save(Map.of("shared", shared, "new", noise(100_000)));
        forget(old);

        PruneReport report = prune(PruneOptions.DEFAULT.withMaxUnused(new UnusedLimit.Percent(0)));

        assertThat(report.planned().blobs().unused()).isEqualTo(9);
        assertThat(report.planned().packs().repack()).isEqualTo(1);
        assertThat(report.planned().packs().remove()).isEqualTo(1);
        assertThat(report.repackedBlobs()).isEqualTo(5);
        RepositoryFixture.verify(storage, expected);
        assertThat(storage.bytes()).isLessThan(430_000);
        assertThat(plan(PruneOptions.DEFAULT).isEmpty()).isTrue();
    }

    @Test
    void theLastSnapshotGoneEverythingGoes() {
        forget(save(Map.of("a", noise(100_000))));

        prune(PruneOptions.DEFAULT);

        assertThat(repository.names(FileKind.PACK)).isEmpty();
        assertThat(repository.names(FileKind.INDEX)).isEmpty();
    }

    @Test
    void toleratedUnusedDataStays() {
        byte[] shared = noise(900_000);
        SavedSnapshot old = save(Map.of("shared", shared, "old", noise(300_000)));
        save(Map.of("shared", shared));
        forget(old);
        PruneOptions options = PruneOptions.DEFAULT.withMaxUnused(new UnusedLimit.Unlimited());

        PruneCounts counts = plan(options.withSmallPackBytes(1)).counts();

        assertThat(counts.packs().repack()).isZero();
        assertThat(counts.bytes().remainingUnused()).isPositive();
    }

    @Test
    void aDryRunForgetsInThought() {
        SavedSnapshot old = save(Map.of("a", noise(100_000)));

        PrunePlan plan = new PrunePlanner(repository, PruneOptions.DEFAULT, PruneObserver.NONE).plan(Set.of(old.id()));

        assertThat(plan.counts().packs().remove()).isEqualTo(2);
        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void packsInNoIndexAreRemoved() {
        save(Map.of("a", noise(100_000)));
        List<Digest> before = repository.names(FileKind.INDEX);
        forget(save(Map.of("b", noise(100_000))));
        repository.names(FileKind.INDEX).stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> repository.remove(FileKind.INDEX, name));

        PruneReport report = prune(PruneOptions.DEFAULT);

        assertThat(report.planned().packs().unreferenced()).isEqualTo(2);
        assertThat(report.deletedPacks()).isEqualTo(2);
        assertThat(repository.names(FileKind.PACK)).hasSize(2);
        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void oneOfSeveralCopiesStays() {
        Map<String, byte[]> files = Map.of("a", noise(200_000));
        save(files);
        moveAll();

        PruneReport report = prune(PruneOptions.DEFAULT);

        assertThat(report.planned().blobs().duplicate()).isEqualTo(5);
        assertThat(repository.names(FileKind.PACK)).hasSize(2);
        RepositoryFixture.verify(storage, expected);
    }

    /** Writes every blob again, as a repacking does that is cut off before it deletes. */
    private void moveAll() {
        try (PackWriter writer = repository.writer();
                Coder coder = repository.coder()) {
            repository.index().segments().forEach(segment -> {
                for (long i = 0; i < segment.count(); i++) {
                    BlobType type = segment.blob(i).type();
                    BlobId id = segment.blob(i).id();
                    writer.move(type, id, repository.load(type, id), coder);
                }
            });
            writer.flush();
        }
    }

    @Test
    void theCopyInAMissingPackDoesNotCount() {
        save(Map.of("a", noise(200_000)));
        List<Digest> originals = repository.names(FileKind.PACK);
        moveAll();
        repository.remove(FileKind.PACK, originals.getFirst());

        prune(PruneOptions.DEFAULT);

        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void aMissingPackThatNobodyNeedsIsForgotten() {
        SavedSnapshot old = save(Map.of("a", noise(100_000)));
        List<Digest> oldPacks = repository.names(FileKind.PACK);
        save(Map.of("b", noise(100_000)));
        forget(old);
        oldPacks.forEach(pack -> repository.remove(FileKind.PACK, pack));

        PruneReport report = prune(PruneOptions.DEFAULT);

        assertThat(report.planned().packs().missing()).isEqualTo(2);
        assertThat(plan(PruneOptions.DEFAULT).isEmpty()).isTrue();
        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void aMissingPackThatIsNeededStopsIt() {
        save(Map.of("a", noise(100_000)));
        PackId pack = packOf(BlobType.DATA);
        repository.remove(FileKind.PACK, pack.digest());

        assertThatThrownBy(() -> plan(PruneOptions.DEFAULT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("pack " + pack + " is needed but missing");
    }

    @Test
    void aPackOfAnotherSizeStopsIt() {
        save(Map.of("a", noise(100_000)));
        PackId pack = packOf(BlobType.DATA);
        storage.damage(new FileKey(FileKind.PACK, pack.hex()), bytes -> Arrays.copyOf(bytes, 1000));

        assertThatThrownBy(() -> plan(PruneOptions.DEFAULT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("has 1000 bytes");
    }

    @Test
    void aMissingTreeStopsIt() {
        save(Map.of("a", noise(100_000)));
        repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));

        assertThatThrownBy(() -> plan(PruneOptions.DEFAULT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not in any index; nothing was deleted");
    }

    @Test
    void anUnreadableSnapshotStopsIt() {
        SavedSnapshot saved = save(Map.of("a", noise(1000)));
        storage.damage(new FileKey(FileKind.SNAPSHOT, saved.id().hex()), bytes -> {
            bytes[40] ^= 1;
            return bytes;
        });

        assertThatThrownBy(() -> plan(PruneOptions.DEFAULT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("1 of 1 snapshots cannot be read");
    }

    @Test
    void aDamagedBlobThatShouldMoveStopsItBeforeAnythingNeededGoes() {
        byte[] shared = noise(60_000);
        SavedSnapshot old = save(Map.of("shared", shared, "old", noise(60_000)));
        save(Map.of("shared", shared));
        forget(old);
        PackId pack = packOf(BlobType.DATA);
        storage.damage(new FileKey(FileKind.PACK, pack.hex()), bytes -> {
            bytes[1000] ^= 1;
            bytes[70_000] ^= 1;
            return bytes;
        });

        assertThatThrownBy(() -> prune(PruneOptions.DEFAULT))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("does not authenticate; what snapshots need was not deleted");
        assertThat(repository.names(FileKind.PACK)).contains(pack.digest());
    }

    @Test
    void manySmallPacksAreMerged() {
        for (int i = 0; i < 12; i++) {
            save(Map.of("a", noise(1000)));
        }

        PruneReport report = prune(PruneOptions.DEFAULT);

        assertThat(report.planned().packs().repack()).isEqualTo(24);
        assertThat(repository.names(FileKind.PACK)).hasSize(2);
        RepositoryFixture.verify(storage, expected);
        assertThat(plan(PruneOptions.DEFAULT).isEmpty()).isTrue();
    }

    @Test
    void manySmallIndexFilesAreMerged() {
        byte[] content = noise(1000);
        for (int i = 0; i < 20; i++) {
            save(Map.of("a" + i, content));
        }
        PruneOptions options = PruneOptions.DEFAULT.withSmallPackBytes(1);

        PruneReport report = prune(options);

        assertThat(report.writtenIndexFiles()).isEqualTo(1);
        assertThat(repository.names(FileKind.INDEX)).hasSize(1);
        RepositoryFixture.verify(storage, expected);
    }

    @Test
    void whatWasStoredUncompressedIsCompressedWhenAsked() {
        MemoryStorage plain = new MemoryStorage();
        RepositoryFixture.create(plain).close();
        try (Repository uncompressed = Repository.open(
                plain, RepositoryFixture.PASSWORD, RepositoryFixture.options().withCompression(CompressionLevel.OFF))) {
            RepositoryFixture.save(uncompressed, 0, Map.of("zeros", new byte[60_000]));
        }
        try (Repository compressed = RepositoryFixture.open(plain)) {
            PruneOptions options = PruneOptions.DEFAULT.withRepackUncompressed(true);
            PrunePlan plan = new PrunePlanner(compressed, options, PruneObserver.NONE).plan(Set.of());
            new PruneRunner(plan, RepositoryFixture.exclusiveLock(), PruneObserver.NONE).run();

            assertThat(plan.counts().packs().repack()).isPositive();
            assertThat(plain.bytes()).isLessThan(10_000);
            assertThat(RepositoryFixture.read(
                            compressed,
                            SnapshotCatalogue.load(compressed).all().getFirst().snapshot()))
                    .containsOnlyKeys("zeros");
        }
    }

    @Test
    void noMoreIsRepackedThanAllowed() {
        byte[] shared = noise(200_000);
        SavedSnapshot old = save(Map.of("shared", shared, "old", noise(200_000)));
        save(Map.of("shared", shared));
        forget(old);

        PruneCounts counts = plan(PruneOptions.DEFAULT.withRepackBytesMax(
                        ByteSize.kib(100).bytes()))
                .counts();

        assertThat(counts.bytes().repack()).isLessThan(100 << 10);
    }

    @Test
    void aLostLockStopsIt() {
        Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
        MemoryStorage place = new MemoryStorage();
        RepositoryFixture.create(place).close();
        try (Repository locked = Repository.open(
                        place,
                        RepositoryFixture.PASSWORD,
                        RepositoryFixture.options().withClock(() -> now[0]));
                RepositoryLock lock = locked.locks().takeExclusive(Duration.ZERO)) {
            SavedSnapshot saved = RepositoryFixture.save(locked, 0, Map.of("a", noise(1000)));
            Forget.run(locked, lock, List.of(saved.id()), false);
            PrunePlan plan = new PrunePlanner(locked, PruneOptions.DEFAULT, PruneObserver.NONE).plan(Set.of());
            now[0] = now[0].plus(Duration.ofHours(1));
            locked.names(FileKind.LOCK).forEach(name -> place.remove(new FileKey(FileKind.LOCK, name.hex())));

            assertThatThrownBy(() -> new PruneRunner(plan, lock, PruneObserver.NONE).run())
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("was lost: its file is not there any more");
            assertThat(locked.names(FileKind.PACK)).hasSize(2);
        }
    }

    private PackId packOf(BlobType type) {
        return repository.index().segments().stream()
                .flatMap(segment -> LongStream.range(0, segment.count()).mapToObj(segment::blob))
                .filter(blob -> blob.type() == type)
                .map(blob -> repository.index().find(type, blob.id()))
                .map(BlobLocation::pack)
                .findFirst()
                .orElseThrow();
    }
}
