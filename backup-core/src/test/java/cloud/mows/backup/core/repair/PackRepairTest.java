package cloud.mows.backup.core.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.repository.Coder;
import cloud.mows.backup.core.repository.PackWriter;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackRepairTest {
    private final RepairCase place = new RepairCase();

    private PackRepairReport repair(PackRepair.Options options, boolean heal, PackId... packs) {
        try (Repository repository = place.open();
                Repository second = place.openSecond()) {
            @Nullable Repository from = heal ? second : null;
            return new PackRepair(repository, RepositoryFixture.exclusiveLock(), options, from, RepairObserver.NONE)
                    .run(List.of(packs));
        }
    }

    @Test
    void anIntactPackMovesAsAWhole() {
        PackId pack = place.pack(BlobType.DATA);

        PackRepairReport report = repair(PackRepair.Options.DEFAULT, false, pack);

        assertThat(report.salvaged()).isPositive();
        assertThat(report.lost()).isEmpty();
        try (Repository repository = place.open()) {
            assertThat(repository.names(FileKind.PACK)).doesNotContain(pack.digest());
            assertThat(RepairCase.packs(repository, BlobType.DATA)).doesNotContain(pack);
        }
        place.verify();
    }

    @Test
    void whatIsDamagedIsLostAndTheRestIsSaved() {
        PackId pack = place.pack(BlobType.DATA);
        place.flip(pack, 20);

        PackRepairReport report = repair(PackRepair.Options.DEFAULT, false, pack);

        assertThat(report.lost()).hasSize(1);
        assertThat(report.salvaged()).isPositive();
    }

    @Test
    void aSecondRepositoryHealsWhatIsDamaged() {
        PackId pack = place.pack(BlobType.DATA);
        place.flip(pack, 20);
        place.flip(pack, 70_000);

        PackRepairReport report = repair(PackRepair.Options.DEFAULT, true, pack);

        assertThat(report.lost()).isEmpty();
        assertThat(report.healed()).isEqualTo(2);
        place.verify();
    }

    @Test
    void aPackThatIsCutOffIsSavedUpToThere() {
        PackId pack = place.pack(BlobType.DATA);
        place.cut(pack, 70_000);

        PackRepairReport dry = repair(new PackRepair.Options(null, true), false, pack);
        PackRepairReport report = repair(PackRepair.Options.DEFAULT, true, pack);

        assertThat(dry.salvaged()).isEqualTo(1);
        assertThat(dry.lost()).hasSize((int) report.healed());
        place.verify();
    }

    @Test
    void aPackThatIsGoneIsHealedToo() {
        PackId pack = place.pack(BlobType.TREE);
        place.remove(pack);

        PackRepairReport report = repair(PackRepair.Options.DEFAULT, true, pack);

        assertThat(report.salvaged()).isZero();
        assertThat(report.healed()).isEqualTo(3);
        place.verify();
    }

    @Test
    void whatAnotherPackHasIsNotLost() {
        PackId pack = place.pack(BlobType.DATA);
        try (Repository repository = place.open();
                PackWriter writer = repository.writer();
                Coder coder = repository.coder()) {
            repository.index().segments().forEach(segment -> {
                for (long i = 0; i < segment.count(); i++) {
                    BlobId id = segment.blob(i).id();
                    BlobType type = segment.blob(i).type();
                    writer.move(type, id, repository.load(type, id), coder);
                }
            });
            writer.flush();
        }
        place.flip(pack, 20);

        PackRepairReport report = repair(PackRepair.Options.DEFAULT, false, pack);

        assertThat(report.redundant()).isEqualTo(1);
        assertThat(report.lost()).isEmpty();
        place.verify();
    }

    @Test
    void aPackInNoIndexIsSavedByItsHeader() {
        try (Repository repository = place.open()) {
            repository.names(FileKind.INDEX).forEach(name -> repository.remove(FileKind.INDEX, name));
        }
        PackId[] packs;
        try (Repository repository = place.open()) {
            packs = repository.names(FileKind.PACK).stream().map(PackId::new).toArray(PackId[]::new);
        }

        repair(PackRepair.Options.DEFAULT, false, packs);

        place.verify();
    }

    @Test
    void thePackIsKeptInAFolder(@TempDir Path folder) throws IOException {
        PackId pack = place.pack(BlobType.DATA);
        place.flip(pack, 20);
        long size;
        try (Repository repository = place.open()) {
            size = repository.packs().size(pack);
        }

        repair(new PackRepair.Options(folder.resolve("kept"), false), true, pack);

        Path kept = folder.resolve("kept").resolve("pack-" + pack.hex());
        assertThat(Files.size(kept)).isEqualTo(size);
        place.verify();
    }

    @Test
    void anUnknownPackIsRefused() {
        PackId unknown = new PackId(new Digest(1, 2, 3, 4));
        assertThatThrownBy(() -> repair(PackRepair.Options.DEFAULT, false, unknown))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("neither stored nor in the index");
    }
}
