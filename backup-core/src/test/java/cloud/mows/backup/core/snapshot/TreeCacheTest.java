package cloud.mows.backup.core.snapshot;

import static cloud.mows.backup.core.snapshot.RepositoryFixture.assertSame;
import static cloud.mows.backup.core.snapshot.RepositoryFixture.create;
import static cloud.mows.backup.core.snapshot.RepositoryFixture.noise;
import static cloud.mows.backup.core.snapshot.RepositoryFixture.open;
import static cloud.mows.backup.core.snapshot.RepositoryFixture.read;
import static cloud.mows.backup.core.snapshot.RepositoryFixture.save;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.bytes.ByteSize;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobMarks;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.problem.BackupException;
import cloud.mows.backup.core.prune.PruneObserver;
import cloud.mows.backup.core.prune.PruneOptions;
import cloud.mows.backup.core.prune.PrunePlan;
import cloud.mows.backup.core.prune.PrunePlanner;
import cloud.mows.backup.core.prune.PruneRunner;
import cloud.mows.backup.core.repository.Repository;
import cloud.mows.backup.core.storage.Fault;
import cloud.mows.backup.core.storage.FaultSweep;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.Storage;
import cloud.mows.backup.core.storage.layer.CacheStorage;
import cloud.mows.backup.core.storage.layer.MeterStorage;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import cloud.mows.backup.core.tree.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How often trees are asked for over the line when there is a cache. */
class TreeCacheTest {
    private static final int DIRECTORIES = 200;

    @TempDir
    private Path temporary;

    private final MemoryStorage memory = new MemoryStorage();
    private final MeterStorage meter = new MeterStorage(memory);

    private Path folder() {
        return temporary.resolve("cache");
    }

    private Storage cached(Storage place) {
        return new CacheStorage(place, folder(), ByteSize.mib(100), InstantSource.system());
    }

    private static Map<String, byte[]> files() {
        return files(DIRECTORIES);
    }

    private static Map<String, byte[]> files(int directories) {
        Map<String, byte[]> files = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < directories; i++) {
            files.put("folder" + i % 10 + "/sub" + i + "/file", noise(random, 50));
        }
        return files;
    }

    private static long trees(Repository repository, BlobId root) {
        BlobTable table = new BlobTable(repository.index().segments());
        BlobMarks seen = new BlobMarks(table);
        new TreeWalk(repository, table, seen).walk(List.of(root), new TreeWalk.Visitor() {
            @Override
            public void node(BlobId tree, Node node) {}

            @Override
            public void unreadable(BlobId tree, BackupException why) {
                throw why;
            }
        });
        return seen.count();
    }

    private long packReads() {
        return meter.count(FileKind.PACK).operations();
    }

    @Test
    void theTreesOfAPackComeWithOneRequest() {
        SavedSnapshot saved;
        try (Repository repository = create(meter)) {
            saved = save(repository, 1, files());
        }
        long before = packReads();
        try (Repository repository = open(cached(meter))) {
            assertThat(trees(repository, saved.snapshot().tree())).isEqualTo(DIRECTORIES + 11);
        }
        assertThat(packReads() - before).isEqualTo(1);
        try (Repository repository = open(cached(meter))) {
            assertThat(trees(repository, saved.snapshot().tree())).isEqualTo(DIRECTORIES + 11);
        }
        assertThat(packReads() - before).as("from the copy").isEqualTo(1);
    }

    @Test
    void treesThatWeWroteAreNotFetched() {
        SavedSnapshot saved;
        try (Repository repository = create(cached(meter))) {
            saved = save(repository, 1, files());
        }
        assertThat(meter.count(FileKind.PACK).saves())
                .as("one of data, one of trees")
                .isEqualTo(2);
        try (Repository repository = open(cached(meter))) {
            trees(repository, saved.snapshot().tree());
        }
        assertThat(meter.count(FileKind.PACK).reads()).isZero();
    }

    @Test
    @Timeout(60)
    void packsOfTreesToComeAreFetchedMeanwhile() throws Exception {
        Map<String, byte[]> files = new HashMap<>();
        SavedSnapshot last = null;
        try (Repository repository = create(meter)) {
            for (int i = 0; i < 5; i++) {
                files.put("folder" + i + "/file" + i, new byte[0]);
                // What was there before is known: every folder is in a pack of its own.
                last = save(repository, i, files);
            }
        }
        Storage storage = cached(meter);
        try (Repository repository = open(storage)) {
            new TreesAhead(repository).load(last.snapshot().tree());
            while (storage.copies().packs().size() < 5) {
                Thread.sleep(1);
            }
            long before = packReads();
            assertSame(read(repository, last.snapshot()), files);
            assertThat(packReads() - before).isZero();
        }
    }

    @Test
    void aDamagedCopyIsReplaced() throws Exception {
        Map<String, byte[]> files = files();
        SavedSnapshot saved;
        try (Repository repository = create(cached(meter))) {
            saved = save(repository, 1, files);
        }
        Path copy = onlyPack();
        byte[] right = Files.readAllBytes(copy);
        for (byte[] wrong : List.of(new byte[right.length], noise(new Random(2), right.length), new byte[3])) {
            Files.write(copy, wrong);
            try (Repository repository = open(cached(meter))) {
                assertSame(read(repository, saved.snapshot()), files);
            }
            assertThat(Files.readAllBytes(copy)).isEqualTo(right);
        }
    }

    @Test
    void copiesOfPacksThatAreNotListedAnyMoreGo() throws Exception {
        SavedSnapshot old;
        try (Repository repository = create(cached(meter))) {
            old = save(repository, 1, files());
        }
        onlyPack();
        // Another client prunes.
        try (Repository repository = open(memory)) {
            save(repository, 2, Map.of("new", noise(new Random(3), 100)));
            repository.remove(FileKind.SNAPSHOT, old.id().digest());
            prune(repository);
        }
        try (Repository repository = open(cached(meter))) {
            repository.index();
        }
        assertThat(packs()).isEmpty();
    }

    private static void prune(Repository repository) {
        PrunePlan plan = new PrunePlanner(repository, PruneOptions.DEFAULT, PruneObserver.NONE).plan(Set.of());
        new PruneRunner(plan, RepositoryFixture.exclusiveLock(), PruneObserver.NONE).run();
    }

    /** A place that fails or lies at any operation: the right bytes or an error, and a right copy or none. */
    @Test
    void noFaultOfThePlaceShowsLater() throws Exception {
        Map<String, byte[]> files = files(20);
        SavedSnapshot saved;
        PackId trees;
        try (Repository repository = create(memory)) {
            saved = save(repository, 1, files);
            trees = repository
                    .index()
                    .findAll(BlobType.TREE, saved.snapshot().tree())
                    .getFirst()
                    .pack();
        }
        for (FaultSweep.Needs kind : List.of(
                FaultSweep.with(n -> Fault.read().number(n).fails()),
                FaultSweep.with(n -> Fault.read().number(n).isDamaged()),
                FaultSweep.with(n -> Fault.read().number(n).isCutOff()))) {
            kind.over(memory::copy)
                    .run(
                            storage -> {
                                try (Repository repository = open(cached(storage))) {
                                    assertSame(read(repository, saved.snapshot()), files);
                                }
                            },
                            (storage, failure) -> {
                                for (Path copy : packs()) {
                                    assertThat(copy.getFileName()).hasToString(trees.hex());
                                }
                                try (Repository repository = open(cached(storage))) {
                                    assertSame(read(repository, saved.snapshot()), files);
                                }
                                remove();
                            });
        }
    }

    private void remove() throws Exception {
        try (Stream<Path> all = Files.walk(folder())) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    private Path onlyPack() throws Exception {
        assertThat(packs()).hasSize(1);
        return packs().getFirst();
    }

    private List<Path> packs() throws Exception {
        if (!Files.exists(folder().resolve("data"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder().resolve("data"))) {
            return files.filter(file -> Digest.isHex(file.getFileName().toString()))
                    .toList();
        }
    }
}
