package cloud.mows.backup.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cloud.mows.backup.core.bytes.ByteSlice;
import cloud.mows.backup.core.crypto.BlobHasher;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.Problem;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.snapshot.RepositoryFixture;
import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an index claims of a small pack is not allocated: a gibibyte does not fit into the heap of these tests. */
class HostileLengthsTest {
    private static final int GIBIBYTE = 1 << 30;
    private static final Digest NAME = new Digest(1, 2, 3, 4);

    private final MemoryStorage storage = new MemoryStorage();
    private final List<String> errors = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"60, 1073741824", "1073741824, 0", "1073741824, 1073741824", "1073741856, 0"})
    void claimsAreNotBelieved(int length, int uncompressedLength) throws Exception {
        byte[] content = RepositoryFixture.noise(new Random(1), 200);
        PackId pack = new PackId(new BlobHasher().hash(ByteSlice.of(content)));
        storage.save(new FileKey(FileKind.PACK, pack.hex()), ByteSlice.of(content));
        for (BlobType type : BlobType.values()) {
            PackedBlob claimed = new PackedBlob(type, new BlobId(NAME), 0, length, uncompressedLength);
            try (Repository repository = repositoryWith(new IndexedPack(pack, List.of(claimed)))) {
                assertThatExceptionOfType(BackupException.class)
                        .isThrownBy(() -> repository.load(type, claimed.id()))
                        .satisfies(e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.DAMAGED));
                check(repository);
                assertThat(errors).anyMatch(error -> error.contains(pack.toString()));
            }
        }
    }

    /** The blob itself is whole, and only its length a lie. */
    @ParameterizedTest
    @CsvSource({"data", "tree"})
    void aFrameDoesNotBecomeLongerThanItIs(String word) {
        BlobType type = word.equals("tree") ? BlobType.TREE : BlobType.DATA;
        try (Repository repository = RepositoryFixture.create(storage)) {
            RepositoryFixture.save(repository, 1, Map.of("file", new byte[100_000]));
            repository.reloadIndex();
            PackedBlob real = repository.index().segments().stream()
                    .flatMap(segment -> LongStream.range(0, segment.count()).mapToObj(segment::blob))
                    .filter(blob -> blob.type() == type && blob.isCompressed())
                    .findFirst()
                    .orElseThrow();
            BlobLocation place = Objects.requireNonNull(repository.index().find(type, real.id()));
            PackedBlob claimed = new PackedBlob(type, new BlobId(NAME), real.offset(), real.length(), GIBIBYTE);
            repository.saveIndex(List.of(new IndexedPack(place.pack(), List.of(claimed))));
            repository.reloadIndex();
            assertThatExceptionOfType(BackupException.class)
                    .isThrownBy(() -> repository.load(type, claimed.id()))
                    .withMessageContaining("bytes instead of the expected");
            check(repository);
            assertThat(errors).isNotEmpty();
        }
    }

    private Repository repositoryWith(IndexedPack indexed) {
        MemoryStorage copy = storage.copy();
        Repository repository = RepositoryFixture.create(copy);
        repository.saveIndex(List.of(indexed));
        repository.reloadIndex();
        return repository;
    }

    private void check(Repository repository) {
        CheckObserver observer = new CheckObserver() {
            @Override
            public void error(Problem problem) {
                synchronized (errors) {
                    errors.add(problem.message());
                }
            }
        };
        new Checker(repository, observer, new Random(1)).run(new ReadSubset.All());
    }
}
