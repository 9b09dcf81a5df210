package cloud.mows.backup.core.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.repository.RepositoryLock;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotCatalogue;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FaultyStorage;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.layer.VanishingLocks;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotCopierTest {
    private final MemoryStorage sourceStorage = new MemoryStorage();
    private final MemoryStorage targetStorage = new MemoryStorage();
    private final Repository source = RepositoryFixture.create(sourceStorage);
    private final Repository target = RepositoryFixture.create(targetStorage);
    private final SplittableRandom random = new SplittableRandom(3);
    private final List<SavedSnapshot> snapshots = new ArrayList<>();
    private final List<Map<String, byte[]>> contents = new ArrayList<>();

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    private void saveThree() {
        byte[] shared = RepositoryFixture.noise(random, 200_000);
        for (int i = 0; i < 3; i++) {
            Map<String, byte[]> files = new HashMap<>();
            files.put("a/b/c/d/shared", shared);
            files.put("a/b/own", RepositoryFixture.noise(random, 50_000));
            files.put("e/empty", new byte[0]);
            contents.add(files);
            snapshots.add(RepositoryFixture.save(source, i, files));
        }
    }

    private CopyReport copy() {
        return new SnapshotCopier(source, target, CopyObserver.NONE).run(snapshots);
    }

    private void verify(Repository repository) {
        List<SavedSnapshot> copies =
                SnapshotCatalogue.load(repository).requireComplete().all();
        assertThat(copies).hasSize(snapshots.size());
        for (int i = 0; i < copies.size(); i++) {
            assertThat(copies.get(i).snapshot().original())
                    .isEqualTo(snapshots.get(i).id());
            assertThat(copies.get(i).snapshot().tree())
                    .isEqualTo(snapshots.get(i).snapshot().tree());
            RepositoryFixture.assertSame(
                    RepositoryFixture.read(repository, copies.get(i).snapshot()), contents.get(i));
        }
    }

    @Test
    void everyByteArrives() {
        saveThree();

        CopyReport report = copy();

        assertThat(report.copied()).hasSize(3);
        assertThat(report.blobs()).isEqualTo(4 + 3 + 2 + 1 + 3 + 3 + 3);
        verify(target);
        try (Repository again = RepositoryFixture.open(targetStorage)) {
            verify(again);
        }
    }

    @Test
    void whereverTheLockIsLostNothingMoreIsCopied() {
        saveThree();
        MemoryStorage empty = new MemoryStorage();
        RepositoryFixture.create(empty).close();
        long number = 1;
        while (true) {
            VanishingLocks storage = new VanishingLocks(empty.copy(), number);
            try (Repository into = Repository.open(
                            storage,
                            RepositoryFixture.PASSWORD,
                            RepositoryFixture.options().withUploads(1).withWaiting(VanishingLocks.seconds()));
                    RepositoryLock _ = into.locks().takeShared(Duration.ZERO)) {
                SnapshotCopier copier = new SnapshotCopier(source, into, CopyObserver.NONE);
                if (!lostDuring(copier)) {
                    assertThat(storage.struck()).isFalse();
                    break;
                }
                assertThat(storage.saves()).isEqualTo(number);
            }
            number++;
        }
        assertThat(number).isGreaterThan(5);
    }

    private boolean lostDuring(SnapshotCopier copier) {
        try {
            copier.run(snapshots);
            return false;
        } catch (BackupException e) {
            assertThat(e.problem().code()).isEqualTo(ProblemCode.REPOSITORY_LOCKED);
            return true;
        }
    }

    @Test
    void whatWasCopiedIsSkipped() {
        saveThree();
        copy();
        long before = targetStorage.bytes();

        CopyReport report = copy();

        assertThat(report.copied()).isEmpty();
        assertThat(report.skipped()).hasSize(3);
        assertThat(targetStorage.bytes()).isEqualTo(before);
    }

    @Test
    void copyingBackSkipsTheOriginals() {
        saveThree();
        copy();

        CopyReport back = new SnapshotCopier(target, source, CopyObserver.NONE)
                .run(SnapshotCatalogue.load(target).all());

        assertThat(back.skipped()).hasSize(3);
        assertThat(back.copied()).isEmpty();
    }

    @Test
    void blobsThatAreThereAreNotWrittenAgain() {
        saveThree();
        RepositoryFixture.save(target, 9, contents.getFirst());

        CopyReport report = new SnapshotCopier(source, target, CopyObserver.NONE).run(List.of(snapshots.getFirst()));

        assertThat(report.copied()).hasSize(1);
        assertThat(report.blobs()).isZero();
    }

    @Test
    void aDamagedSourceIsRefused() {
        saveThree();
        PackId pack = source.index()
                .find(BlobType.TREE, snapshots.getFirst().snapshot().tree())
                .pack();
        source.remove(FileKind.PACK, pack.digest());

        assertThatThrownBy(this::copy)
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("the source is incomplete");
        assertThat(SnapshotCatalogue.load(target).all()).isEmpty();
    }

    @Test
    void whereverItIsCutOffTheTargetIsWholeAndTheNextRunFinishes() throws Exception {
        saveThree();
        for (boolean after : new boolean[] {false, true}) {
            long strikes = FaultSweep.with(after ? Fault::crashAfter : Fault::crashBefore)
                    .over(targetStorage::copy)
                    .run(this::copyTo, (storage, failure) -> {
                        try (Repository repository = RepositoryFixture.open(storage)) {
                            for (SavedSnapshot saved : SnapshotCatalogue.load(repository)
                                    .requireComplete()
                                    .all()) {
                                assertThat(RepositoryFixture.read(repository, saved.snapshot()))
                                        .hasSize(3);
                            }
                        }
                        copyTo(storage);
                        try (Repository repository = RepositoryFixture.open(storage)) {
                            verify(repository);
                        }
                    });
            assertThat(strikes).isGreaterThan(8);
        }
    }

    private void copyTo(Storage storage) {
        try (Repository repository = RepositoryFixture.open(storage)) {
            new SnapshotCopier(source, repository, CopyObserver.NONE).run(snapshots);
        }
    }

    @Test
    void aSourceThatFailsMidwayLeavesNothingHalf() throws Exception {
        saveThree();
        FaultSweep.with(n -> Fault.read().number(n).fails())
                .over(sourceStorage::copy)
                .run(this::copyFrom, (storage, failure) -> {});
    }

    private void copyFrom(FaultyStorage storage) {
        MemoryStorage place = targetStorage.copy();
        try (Repository from = RepositoryFixture.open(storage);
                Repository to = RepositoryFixture.open(place)) {
            try {
                new SnapshotCopier(from, to, CopyObserver.NONE).run(snapshots);
            } finally {
                for (SavedSnapshot saved :
                        SnapshotCatalogue.load(to).requireComplete().all()) {
                    assertThat(RepositoryFixture.read(to, saved.snapshot())).hasSize(3);
                }
            }
        }
    }

    @Test
    void aDeepTreeArrives() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            path.append("d").append(i).append('/');
        }
        contents.add(Map.of(path + "file", new byte[] {1, 2, 3}));
        snapshots.add(RepositoryFixture.save(source, 0, contents.getFirst()));

        copy();

        verify(target);
    }
}
