package cloud.mows.backup.core.repair;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.MalformedPackException;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IndexRepairTest {
    private final RepairCase place = new RepairCase();

    private IndexRepairReport repair(IndexRepair.Options options) {
        try (Repository repository = place.open()) {
            return new IndexRepair(repository, RepositoryFixture.exclusiveLock(), options, RepairObserver.NONE).run();
        }
    }

    private IndexRepairReport repair() {
        return repair(IndexRepair.Options.DEFAULT);
    }

    @Test
    void anIndexThatIsRightStaysAsItIs() {
        IndexRepairReport report = repair();

        assertThat(report.isClean()).isTrue();
        assertThat(report.removedIndexFiles()).isZero();
        assertThat(report.writtenIndexFiles()).isZero();
        place.verify();
    }

    @Test
    void aLostIndexIsMadeAnew() {
        try (Repository repository = place.open()) {
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }

        IndexRepairReport report = repair();

        assertThat(report.addedPacks()).hasSize(4);
        place.verify();
    }

    @Test
    void aDryRunChangesNothing() {
        try (Repository repository = place.open()) {
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }
        long before = place.storage.bytes();

        IndexRepairReport report = repair(new IndexRepair.Options(false, true));

        assertThat(report.addedPacks()).hasSize(4);
        assertThat(place.storage.bytes()).isEqualTo(before);
    }

    @Test
    void everyPackIsReadWhenAsked() {
        IndexRepairReport report = repair(new IndexRepair.Options(true, false));

        assertThat(report.addedPacks()).hasSize(4);
        assertThat(report.removedIndexFiles()).isEqualTo(2);
        assertThat(report.writtenIndexFiles()).isEqualTo(1);
        place.verify();
    }

    @Test
    void anUnreadableIndexFileIsReplaced() {
        try (Repository repository = place.open()) {
            String name = repository.names(FileKind.INDEX).getFirst().hex();
            place.storage.damage(new FileKey(FileKind.INDEX, name), bytes -> {
                bytes[30] ^= 1;
                return bytes;
            });
        }

        IndexRepairReport report = repair();

        assertThat(report.unreadableIndexFiles()).hasSize(1);
        assertThat(report.addedPacks()).hasSize(2);
        place.verify();
    }

    @Test
    void aMissingPackIsListedNoMore() {
        PackId pack = place.pack(BlobType.DATA);
        place.remove(pack);

        IndexRepairReport report = repair();

        assertThat(report.missingPacks()).containsExactly(pack);
        try (Repository repository = place.open()) {
            assertThat(RepairCase.packs(repository, BlobType.DATA)).hasSize(1).doesNotContain(pack);
            assertThat(RepairCase.packs(repository, BlobType.TREE)).hasSize(2);
        }
        assertThat(repair().isClean()).isTrue();
    }

    @Test
    void aPackThatIsListedWronglyIsReadAgain() {
        PackId pack = place.pack(BlobType.DATA);
        try (Repository repository = place.open()) {
            List<PackedBlob> right = repository.index().segments().stream()
                    .flatMap(segment -> LongStream.range(0, segment.count()).mapToObj(segment::blob))
                    .filter(blob -> repository
                            .index()
                            .find(blob.type(), blob.id())
                            .pack()
                            .equals(pack))
                    .toList();
            List<IndexedPack> others = repository.index().segments().stream()
                    .flatMap(segment -> IntStream.range(0, segment.packCount()).mapToObj(segment::pack))
                    .filter(id -> !id.equals(pack))
                    .map(id -> new IndexedPack(id, header(repository, id)))
                    .toList();
            var old = repository.names(FileKind.INDEX);
            repository.saveIndex(others);
            repository.saveIndex(List.of(new IndexedPack(pack, right.subList(0, 1))));
            old.forEach(name -> repository.remove(FileKind.INDEX, name));
        }

        IndexRepairReport report = repair();

        assertThat(report.addedPacks()).containsExactly(pack);
        place.verify();
    }

    private static List<PackedBlob> header(Repository repository, PackId pack) {
        try {
            return repository.packs().readHeader(pack, repository.packs().size(pack));
        } catch (MalformedPackException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPackWithoutAReadableHeaderStaysListedForSalvaging() {
        PackId pack = place.pack(BlobType.DATA);
        place.cut(pack, 100_000);

        IndexRepairReport report = repair();

        assertThat(report.unreadablePacks()).containsExactly(pack);
        assertThat(report.removedIndexFiles()).isZero();
        try (Repository repository = place.open()) {
            assertThat(RepairCase.packs(repository, BlobType.DATA)).contains(pack);
        }
    }
}
