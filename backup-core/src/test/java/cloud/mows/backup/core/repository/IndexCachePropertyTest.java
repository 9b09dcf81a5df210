package cloud.mows.backup.core.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.crypto.ScryptParameters;
import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.index.BlobIndex;
import cloud.mows.backup.core.index.BlobLocation;
import cloud.mows.backup.core.index.BlobTable;
import cloud.mows.backup.core.index.IndexedPack;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the local folder and whoever shares it, the index says what the repository's index files list. */
class IndexCachePropertyTest {
    private static final Password PASSWORD = Password.of("password");
    private static final OpenOptions OPTIONS = OpenOptions.defaults(new Identity("host", "user", 1, 1, 1));

    private final MemoryStorage storage = new MemoryStorage();
    private final Map<IndexId, List<IndexedPack>> model = new TreeMap<>();
    private final List<BlobId> asked = new ArrayList<>();
    private SplittableRandom random = new SplittableRandom(0);

    @TempDir
    Path cache;

    @Test
    void saysWhatTheIndexFilesList() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        random = new SplittableRandom(seed);
        Repository.create(storage, PASSWORD, new ScryptParameters(2, 1, 1), OPTIONS)
                .close();
        for (int round = 0; round < 60; round++) {
            // Two processes that share the folder, opened at different moments.
            try (Repository first = open();
                    Repository second = open()) {
                boolean firstKnows = random.nextBoolean();
                if (firstKnows) {
                    first.index();
                }
                run(second);
                Map<IndexId, List<IndexedPack>> known = new TreeMap<>(model);
                if (firstKnows) {
                    run(first);
                }
                if (random.nextInt(3) == 0) {
                    damage();
                }
                for (int i = 0; i < 50; i++) {
                    askOne(second.index(), known);
                }
            }
            if (random.nextInt(3) == 0) {
                forget();
            }
            if (random.nextInt(3) == 0) {
                damage();
            }
            try (Repository repository = open()) {
                if (random.nextBoolean()) {
                    compare(repository);
                }
            }
        }
        try (Repository repository = open()) {
            compare(repository);
            assertThat(repository.index().segments()).hasSizeLessThan(10);
        }
    }

    private Repository open() {
        return Repository.open(storage, PASSWORD, OPTIONS.withCacheFolder(cache));
    }

    /** Lists packs as a writer does, while others are asked for. */
    private void run(Repository repository) {
        BlobIndex index = repository.index();
        for (int files = random.nextInt(12); files > 0; files--) {
            List<IndexedPack> packs = new ArrayList<>();
            for (int p = random.nextInt(6); p > 0; p--) {
                packs.add(pack());
            }
            IndexStore.Saved saved = repository.indexFiles().save(packs);
            packs.forEach(index::place);
            index.settle(packs, saved.segment());
            model.put(saved.id(), packs);
            for (IndexedPack pack : packs) {
                for (PackedBlob blob : pack.blobs()) {
                    asked.add(blob.id());
                    assertThat(index.findAll(blob.type(), blob.id())).contains(new BlobLocation(pack.pack(), blob));
                }
            }
        }
    }

    private IndexedPack pack() {
        List<PackedBlob> blobs = new ArrayList<>();
        for (int b = random.nextInt(200); b > 0; b--) {
            // Now and then what is stored already.
            BlobId id = !asked.isEmpty() && random.nextInt(20) == 0 ? anAskedOne() : new BlobId(digest());
            BlobType type = random.nextBoolean() ? BlobType.DATA : BlobType.TREE;
            blobs.add(new PackedBlob(type, id, blobs.size() * 100, 100, random.nextInt(1000)));
        }
        return new IndexedPack(new PackId(digest()), blobs);
    }

    private BlobId anAskedOne() {
        return asked.get(random.nextInt(asked.size()));
    }

    private Digest digest() {
        return new Digest(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** As prune does. */
    private void forget() {
        try (Repository repository = open()) {
            for (IndexId id : List.copyOf(model.keySet())) {
                if (random.nextInt(4) == 0) {
                    repository.remove(FileKind.INDEX, id.digest());
                    model.remove(id);
                }
            }
        }
    }

    private void damage() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(cache)) {
            files = all.filter(file -> file.toString().endsWith(".segment")).toList();
        } catch (UncheckedIOException e) {
            // One was merged away while we looked.
            return;
        }
        for (Path file : files) {
            try {
                damage(file);
            } catch (NoSuchFileException e) {
                // Merged away, too.
                continue;
            }
        }
    }

    private void damage(Path file) throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> Files.delete(file);
            case 1 -> {
                byte[] whole = Files.readAllBytes(file);
                replace(file, Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
            }
            case 2 -> flip(file);
            default -> {}
        }
    }

    /** Another file under its name: who has the old one mapped keeps that. */
    private static void replace(Path file, byte[] bytes) throws IOException {
        Files.delete(file);
        Files.write(file, bytes);
    }

    private void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            replace(file, bytes);
        }
    }

    private void compare(Repository repository) {
        BlobIndex index = repository.index();
        for (int i = 0; i < 200 && !asked.isEmpty(); i++) {
            askOne(index, model);
        }
        Set<List<Object>> expected = new HashSet<>();
        model.values()
                .forEach(packs ->
                        packs.forEach(pack -> pack.blobs().forEach(blob -> expected.add(List.of(pack.pack(), blob)))));
        Set<List<Object>> found = new HashSet<>();
        BlobTable table = new BlobTable(index.segments());
        table.forEachId(copies ->
                copies.forEach(copy -> found.add(List.of(table.packs().id(copy.pack()), copy.blob()))));
        assertThat(found).isEqualTo(expected);
    }

    /** @param known what was listed when the index was opened or by itself; more may have been added since */
    private void askOne(BlobIndex index, Map<IndexId, List<IndexedPack>> known) {
        if (asked.isEmpty()) {
            return;
        }
        BlobId id = random.nextInt(4) == 0 ? new BlobId(digest()) : anAskedOne();
        for (BlobType type : BlobType.values()) {
            List<BlobLocation> found = index.findAll(type, id);
            assertThat(found).containsAll(places(known, type, id));
            assertThat(places(model, type, id)).containsAll(found);
            assertThat(index.has(type, id)).isEqualTo(!found.isEmpty());
            assertThat(index.find(type, id)).isEqualTo(found.isEmpty() ? null : found.getFirst());
        }
    }

    private static Set<BlobLocation> places(Map<IndexId, List<IndexedPack>> listed, BlobType type, BlobId id) {
        Set<BlobLocation> places = new HashSet<>();
        listed.values()
                .forEach(packs -> packs.forEach(pack -> pack.blobs().stream()
                        .filter(blob -> blob.id().equals(id) && blob.type() == type)
                        .forEach(blob -> places.add(new BlobLocation(pack.pack(), blob)))));
        return places;
    }
}
