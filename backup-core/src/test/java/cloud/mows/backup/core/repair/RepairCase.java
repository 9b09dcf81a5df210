package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** Two repositories of the same snapshots, of which one will be damaged. */
final class RepairCase {
    final MemoryStorage storage = new MemoryStorage();
    final MemoryStorage secondStorage = new MemoryStorage();
    final Map<SnapshotId, Map<String, byte[]>> expected = new HashMap<>();
    final List<SavedSnapshot> snapshots = new ArrayList<>();

    RepairCase() {
        SplittableRandom random = new SplittableRandom(5);
        try (Repository repository = RepositoryFixture.create(storage);
                Repository second = RepositoryFixture.create(secondStorage)) {
            byte[] shared = RepositoryFixture.noise(random, 150_000);
            for (int i = 0; i < 2; i++) {
                Map<String, byte[]> files =
                        Map.of("dir/shared", shared, "dir/sub/own", RepositoryFixture.noise(random, 100_000 + i));
                SavedSnapshot saved = RepositoryFixture.save(repository, i, files);
                snapshots.add(saved);
                expected.put(saved.id(), files);
                RepositoryFixture.save(second, i, files);
            }
        }
    }

    Repository open() {
        return RepositoryFixture.open(storage);
    }

    Repository openSecond() {
        return RepositoryFixture.open(secondStorage);
    }

    void verify() {
        RepositoryFixture.verify(storage, expected);
    }

    /** The packs that hold such blobs, in the order of their ids. */
    static List<PackId> packs(Repository repository, BlobType type) {
        return repository.index().segments().stream()
                .flatMap(segment -> LongStream.range(0, segment.count()).mapToObj(segment::blob))
                .filter(blob -> blob.type() == type)
                .flatMap(blob -> repository.index().findAll(type, blob.id()).stream())
                .map(BlobLocation::pack)
                .distinct()
                .sorted()
                .toList();
    }

    PackId pack(BlobType type) {
        try (Repository repository = open()) {
            return packs(repository, type).getFirst();
        }
    }

    void flip(PackId pack, int at) {
        storage.damage(key(pack), bytes -> {
            bytes[at < 0 ? bytes.length + at : at] ^= 1;
            return bytes;
        });
    }

    void cut(PackId pack, int length) {
        storage.damage(key(pack), bytes -> Arrays.copyOf(bytes, length));
    }

    void remove(PackId pack) {
        storage.remove(key(pack));
    }

    static FileKey key(PackId pack) {
        return new FileKey(FileKind.PACK, pack.hex());
    }
}
