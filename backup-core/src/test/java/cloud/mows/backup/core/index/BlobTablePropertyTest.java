package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.BlobId;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.id.PackId;
import cloud.mows.backup.core.pack.BlobType;
import cloud.mows.backup.core.pack.PackedBlob;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobTablePropertyTest {
    @TempDir
    Path folder;

    private record Place(PackId pack, PackedBlob blob) {}

    @Test
    void saysWhatTheSegmentsSay() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            round(random.split(), round);
        }
    }

    private void round(SplittableRandom random, int round) throws IOException, InterruptedException {
        List<IndexedPack> packs = randomPacks(random);
        List<Segment> segments = new ArrayList<>();
        Set<Place> places = new HashSet<>();
        Map<IndexId, List<IndexedPack>> listings = new HashMap<>();
        for (int s = random.nextInt(6); s > 0; s--) {
            List<IndexedPack> listed = new ArrayList<>();
            for (int p = random.nextInt(30); p > 0; p--) {
                // The same pack in several segments, or twice in one.
                IndexedPack pack = packs.get(random.nextInt(packs.size()));
                listed.add(pack);
                pack.blobs().forEach(blob -> places.add(new Place(pack.pack(), blob)));
            }
            listings.put(Segments.source(s), listed);
            segments.add(Segments.write(folder.resolve("" + round), s, listed));
        }
        int merged = random.nextInt(segments.size() + 1);
        if (merged > 0) {
            IndexFolder into = new IndexFolder(folder.resolve(round + "-merged"));
            segments.add(into.merge(segments.subList(0, merged), source -> true, () -> false));
            if (random.nextBoolean()) {
                // Else two segments stand for the same index files, as after merges of two processes.
                segments.subList(0, merged).clear();
            }
        }
        BlobTable table = new BlobTable(segments);
        everyListingIsVisitedOnce(table, listings);
        packsAreSortedAndFound(table, places);
        everyPlaceIsVisitedOnce(table, places);
        blobsAreFoundInOnePlace(table, places);
        for (int batch : new int[] {1, 7, 1_000_000}) {
            packsComeWhole(table, places, batch);
        }
        segments.forEach(Segment::close);
    }

    private static List<IndexedPack> randomPacks(SplittableRandom random) {
        List<Digest> ids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            ids.add(new Digest(random.nextLong(), random.nextLong(), 0, i));
        }
        List<IndexedPack> packs = new ArrayList<>();
        for (int p = 0; p < 20; p++) {
            List<PackedBlob> blobs = new ArrayList<>();
            int offset = 0;
            for (int b = random.nextInt(8); b > 0; b--) {
                BlobType type = random.nextInt(3) == 0 ? BlobType.TREE : BlobType.DATA;
                int length = random.nextInt(32, 1000);
                blobs.add(new PackedBlob(type, new BlobId(ids.get(random.nextInt(60))), offset, length, length));
                offset += length;
            }
            packs.add(new IndexedPack(new PackId(new Digest(random.nextLong(), 0, 0, p)), blobs));
        }
        return packs;
    }

    private static void everyListingIsVisitedOnce(BlobTable table, Map<IndexId, List<IndexedPack>> listings) {
        List<List<Object>> expected = new ArrayList<>();
        listings.forEach((file, packs) -> packs.forEach(
                pack -> expected.add(List.of(file, pack.pack(), pack.blobs().size()))));
        List<List<Object>> visited = new ArrayList<>();
        table.forEachListing(
                (file, pack, blobs) -> visited.add(List.of(file, table.packs().id(pack), blobs)));
        assertThat(visited).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static void packsAreSortedAndFound(BlobTable table, Set<Place> places) {
        PackTable packs = table.packs();
        for (int p = 0; p < packs.size(); p++) {
            assertThat(packs.find(packs.id(p))).isEqualTo(p);
            assertThat(p == 0 || packs.id(p - 1).compareTo(packs.id(p)) < 0).isTrue();
        }
        places.forEach(place -> assertThat(packs.find(place.pack())).isNotNegative());
        assertThat(packs.find(new PackId(new Digest(1, 2, 3, 4)))).isEqualTo(-1);
    }

    private static void everyPlaceIsVisitedOnce(BlobTable table, Set<Place> places) {
        List<Place> visited = new ArrayList<>();
        Digest[] last = new Digest[1];
        table.forEachId(copies -> {
            Digest id = copies.getFirst().blob().id().digest();
            assertThat(last[0] == null || last[0].compareTo(id) < 0).isTrue();
            last[0] = id;
            for (BlobTable.Copy copy : copies) {
                assertThat(table.blob(copy.place())).isEqualTo(copy.blob());
                assertThat(table.pack(copy.place())).isEqualTo(copy.pack());
                visited.add(new Place(table.packs().id(copy.pack()), copy.blob()));
            }
            for (BlobType type : BlobType.values()) {
                copies.stream()
                        .filter(copy -> copy.blob().type() == type)
                        .findFirst()
                        .ifPresent(first ->
                                assertThat(table.find(type, first.blob().id())).isEqualTo(first.place()));
            }
        });
        assertThat(visited).containsExactlyInAnyOrderElementsOf(places);
    }

    private static void blobsAreFoundInOnePlace(BlobTable table, Set<Place> places) {
        BlobMarks marks = new BlobMarks(table);
        Map<List<Object>, Long> found = new HashMap<>();
        for (Place place : places) {
            long at = table.find(place.blob().type(), place.blob().id());
            assertThat(at).isBetween(0L, table.size() - 1);
            boolean first = found.put(List.of(place.blob().type(), place.blob().id()), at) == null;
            assertThat(marks.set(at)).isEqualTo(first);
            assertThat(marks.get(at)).isTrue();
        }
        assertThat(marks.count()).isEqualTo(found.size());
        assertThat(table.find(BlobType.DATA, new BlobId(new Digest(1, 2, 3, 4))))
                .isEqualTo(-1);
    }

    private static void packsComeWhole(BlobTable table, Set<Place> places, int batch) throws InterruptedException {
        Map<PackId, Set<PackedBlob>> expected = new TreeMap<>();
        for (Place place : places) {
            if (place.blob().type() == BlobType.DATA) {
                expected.computeIfAbsent(place.pack(), pack -> new HashSet<>()).add(place.blob());
            }
        }
        PackGroups groups = new PackGroups(table, place -> table.blob(place).type() == BlobType.DATA, batch);
        List<PackId> order = new ArrayList<>();
        groups.forEach((pack, blobs) -> {
            PackId id = table.packs().id(pack);
            order.add(id);
            assertThat(blobs).containsExactlyInAnyOrderElementsOf(expected.get(id));
            assertThat(blobs).isSortedAccordingTo((a, b) -> Integer.compare(a.offset(), b.offset()));
        });
        assertThat(order).containsExactlyElementsOf(expected.keySet());
        assertThat(groups.packs()).isEqualTo(order.size());
    }
}
