package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.IndexId;
import cloud.mows.backup.core.pack.PackedBlob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFolderTest {
    private final SplittableRandom random = new SplittableRandom(11);
    private final List<IndexId> ids = new ArrayList<>();
    private final List<IndexedPack> packs = new ArrayList<>();

    @TempDir
    Path path;

    private IndexFolder folder;

    @BeforeEach
    void create() throws Exception {
        folder = new IndexFolder(path.resolve("cache/segments"));
    }

    /** One index file's segment, as a run leaves it. */
    private Segment add(int blobs) throws Exception {
        IndexId id = new IndexId(SegmentPropertyTest.digest(random));
        List<IndexedPack> added = SegmentPropertyTest.packs(random, blobs);
        SegmentWriter writer = new SegmentWriter();
        writer.addAll(added);
        ids.add(id);
        packs.addAll(added);
        return writer.writeTo(folder.fileOf(id));
    }

    private void assertAllFound(List<Segment> segments) {
        try (BlobIndex index = new BlobIndex(segments)) {
            for (IndexedPack pack : packs) {
                for (PackedBlob blob : pack.blobs()) {
                    assertThat(index.find(blob.type(), blob.id())).isEqualTo(new BlobLocation(pack.pack(), blob));
                }
            }
        }
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(path.resolve("cache/segments"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 9, 40})
    void mergesWhenThereAreMany(int segments) throws Exception {
        List<Segment> parts = new ArrayList<>();
        for (int i = 0; i < segments; i++) {
            parts.add(add(i * 7 % 60));
        }

        List<Segment> merged = folder.merge(ids, parts);

        assertThat(merged).hasSize(segments <= 8 ? segments : 1);
        assertAllFound(merged);
        if (segments > 8) {
            Segment again = folder.openMerged(ids.reversed());
            assertThat(again).isNotNull();
            assertAllFound(List.of(again));
        } else {
            assertThat(folder.openMerged(ids)).isNull();
        }
        assertThat(files()).noneMatch(name -> name.endsWith(".tmp"));
    }

    @Test
    void keepsOnlyWhatServesTheIndexFilesThatExist() throws Exception {
        List<Segment> parts = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parts.add(add(5));
        }
        folder.merge(ids, parts).forEach(Segment::close);
        assertThat(files()).hasSize(11);

        folder.retainOnly(ids);
        assertThat(files()).hasSize(11);

        List<IndexId> fewer = ids.subList(0, 9);
        folder.retainOnly(fewer);
        assertThat(files()).hasSize(9).noneMatch(name -> name.startsWith("merged-"));
        assertThat(folder.openMerged(fewer)).isNull();
        assertThat(folder.open(ids.get(9))).isNull();
    }

    @Test
    void removesWhatItCannotUse() throws Exception {
        add(5).close();
        Path file = folder.fileOf(ids.getFirst());
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] ^= 1;
        Files.write(file, damaged);

        assertThat(folder.open(ids.getFirst())).isNull();
        assertThat(file).doesNotExist();
    }

    @Test
    void cleansUpAfterKilledProcessesButNotAfterLivingOnes() throws Exception {
        Path inside = path.resolve("cache/segments");
        Path killed = Files.writeString(inside.resolve("segment123.tmp"), "half");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minusSeconds(2 * 86_400)));
        Path living = Files.writeString(inside.resolve("segment124.tmp"), "half");
        Path stranger = Files.writeString(inside.resolve("notes.txt"), "mine");

        folder.retainOnly(ids);

        assertThat(killed).doesNotExist();
        assertThat(living).exists();
        assertThat(stranger).exists();
    }

    @Test
    void anotherProcessMayRemoveWhatThisOneUses() throws Exception {
        List<Segment> parts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            parts.add(add(20));
        }
        // It listed the repository before our index files were there.
        IndexFolder other = new IndexFolder(path.resolve("cache/segments"));
        other.retainOnly(List.of());
        assertThat(files()).isEmpty();

        List<Segment> merged = folder.merge(ids, parts);
        other.retainOnly(List.of());
        assertThat(merged).hasSize(1);
        assertAllFound(merged);
    }
}
