package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.index.Segment;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.problem.ProblemCode;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The disk of the cache fails at operation 1, 2, 3 …, once or from then on. */
@Timeout(120)
class IndexCacheFaultTest {
    private static final Password PASSWORD = Password.of("password");
    private static final OpenOptions OPTIONS = OpenOptions.defaults(new Identity("host", "user", 1, 1, 1));
    private static final Set<FaultyDisk.Operation> ALL = EnumSet.allOf(FaultyDisk.Operation.class);

    private final MemoryStorage storage = new MemoryStorage();
    private final List<IndexedPack> listed = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(8);
    private List<IndexedPack> gone = List.of();

    @TempDir
    Path folder;

    /** A cache with some segments, one of them stale, and a repository with index files that are not in it. */
    @BeforeEach
    void prepare() throws Exception {
        Repository.create(storage, PASSWORD, new ScryptParameters(2, 1, 1), OPTIONS)
                .close();
        Path cache = folder.resolve("prepared");
        try (Repository repository = open(cache)) {
            gone = packs();
            Digest name = repository.saveIndex(gone).digest();
            for (int i = 0; i < 5; i++) {
                list(repository);
            }
            repository.index();
            for (int i = 0; i < 2; i++) {
                list(repository);
            }
            repository.remove(FileKind.INDEX, name);
        }
        try (Repository elsewhere = open(folder.resolve("elsewhere"))) {
            list(elsewhere);
            list(elsewhere);
        }
    }

    private void list(Repository repository) {
        List<IndexedPack> packs = packs();
        repository.saveIndex(packs);
        listed.addAll(packs);
    }

    private List<IndexedPack> packs() {
        List<IndexedPack> packs = new ArrayList<>();
        for (int p = 0; p < 3; p++) {
            List<PackedBlob> blobs = new ArrayList<>();
            for (int b = 0; b < 40; b++) {
                blobs.add(new PackedBlob(BlobType.DATA, new BlobId(digest()), b * 100, 100, 0));
            }
            packs.add(new IndexedPack(new PackId(digest()), blobs));
        }
        return packs;
    }

    private Digest digest() {
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    private Repository open(Path cache) {
        return Repository.open(storage, PASSWORD, OPTIONS.withCacheFolder(cache));
    }

    private Path copy(String name) throws IOException {
        Path from = folder.resolve("prepared");
        Path to = folder.resolve(name);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
        return to;
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aFaultCostsTimeAndNeverData(boolean stays) throws Exception {
        int failures = 0;
        boolean struck = true;
        for (int n = 1; struck; n++) {
            assertThat(n).isLessThan(1000);
            Path cache = copy("cache-" + stays + n);
            FaultyDisk disk = new FaultyDisk(ALL, n, stays);
            MemoryStorage before = storage.copy();
            List<IndexedPack> more = new ArrayList<>();
            try (Repository repository = Repository.open(before, PASSWORD, OPTIONS.withCacheFolder(disk.at(cache)))) {
                assertSaysWhatIsListed(repository.index(), listed);
                for (int i = 0; i < 4; i++) {
                    List<IndexedPack> packs = packs();
                    Segment segment = repository.indexFiles().save(packs).segment();
                    repository.index().settle(packs, segment);
                    more.addAll(packs);
                }
                assertSaysWhatIsListed(repository.index(), listed);
                assertSaysWhatIsListed(repository.index(), more);
            } catch (BackupException e) {
                assertThat(e.problem().code()).isEqualTo(ProblemCode.LOCAL_IO);
                failures++;
            }
            struck = disk.struck();
            try (Repository repository = Repository.open(before, PASSWORD, OPTIONS.withCacheFolder(cache))) {
                assertSaysWhatIsListed(repository.index(), listed);
                assertSaysWhatIsListed(repository.index(), more);
                repository.index().segments();
            }
        }
        assertThat(failures).isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(names = {"MAKE_FOLDER", "WRITE", "MOVE", "REMOVE"})
    void aCurrentCacheIsReadFromADiskThatIsFullOrReadOnly(FaultyDisk.Operation failing) throws Exception {
        Path cache = copy("cache");
        try (Repository repository = open(cache)) {
            repository.index();
            for (int i = 0; i < 5; i++) {
                // Would be merged.
                list(repository);
            }
        }
        FaultyDisk disk = new FaultyDisk(EnumSet.of(failing), 1, true);
        try (Repository repository = open(disk.at(cache))) {
            assertSaysWhatIsListed(repository.index(), listed);
        }
        assertThat(disk.struck()).isEqualTo(failing != FaultyDisk.Operation.MAKE_FOLDER);
    }

    /** Opening would else cost what the repository is large. */
    @Test
    void openingReadsNoEntries() throws Exception {
        Path cache = copy("cache");
        open(cache).index().close();
        Path segment;
        try (Stream<Path> all = Files.walk(cache)) {
            segment = all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] damaged = Files.readAllBytes(segment);
        damaged[damaged.length - 100] ^= 1;
        Files.write(segment, damaged);
        try (Repository repository = open(cache)) {
            BlobIndex index = repository.index();
            assertThat(segment).as("opened without a look at its last page").hasBinaryContent(damaged);
            assertSaysWhatIsListed(index, listed);
            assertThat(Files.readAllBytes(segment)).as("made again").isNotEqualTo(damaged);
        }
    }

    @Test
    void theFolderMayVanishAtAnyMoment() throws Exception {
        Path cache = copy("cache");
        try (Repository repository = open(cache)) {
            BlobIndex index = repository.index();
            try (Stream<Path> all = Files.walk(cache)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            assertSaysWhatIsListed(index, listed);
        }
        try (Repository repository = open(cache)) {
            assertSaysWhatIsListed(repository.index(), listed);
        }
    }

    private void assertSaysWhatIsListed(BlobIndex index, List<IndexedPack> packs) {
        for (IndexedPack pack : packs) {
            for (PackedBlob blob : pack.blobs()) {
                assertThat(index.findAll(blob.type(), blob.id())).containsExactly(new BlobLocation(pack.pack(), blob));
            }
        }
        for (IndexedPack pack : gone) {
            for (PackedBlob blob : pack.blobs()) {
                assertThat(index.has(blob.type(), blob.id())).isFalse();
            }
        }
    }
}
