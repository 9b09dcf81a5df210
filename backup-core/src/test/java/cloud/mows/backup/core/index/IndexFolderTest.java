package cloud.mows.backup.core.index;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.core.id.IndexId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
    private final SplittableRandom random = new SplittableRandom(11);

    @TempDir
    Path path;

    private Path inside;
    private IndexFolder folder;

    @BeforeEach
    void create() throws Exception {
        inside = path.resolve("cache/segments");
        folder = new IndexFolder(inside);
    }

    /** One index file's segment, as a run leaves it. */
    private Segment add(long number, int blobs) throws Exception {
        return Segments.write(inside, number, SegmentPropertyTest.packs(random, blobs));
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(inside)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<List<IndexId>> openedSources() throws Exception {
        List<Segment> segments = folder.openAll();
        segments.forEach(Segment::close);
        return segments.stream().map(Segment::sources).toList();
    }

    @Test
    void opensWhatWasWritten() throws Exception {
        add(1, 5).close();
        add(2, 0).close();
        assertThat(openedSources()).containsExactlyInAnyOrder(List.of(Segments.source(1)), List.of(Segments.source(2)));
    }

    @Test
    void removesWhatItCannotUse() throws Exception {
        Path file;
        try (Segment segment = add(1, 5)) {
            file = segment.path();
        }
        byte[] damaged = Files.readAllBytes(file);
        damaged[40] ^= 1;
        Files.write(file, damaged);
        Path old = Files.write(inside.resolve("older.segment"), new byte[100]);

        assertThat(openedSources()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(old).doesNotExist();
    }

    @Test
    void cleansUpAfterKilledProcessesButNotAfterLivingOnes() throws Exception {
        Path killed = Files.writeString(inside.resolve("segment123.tmp"), "half");
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minusSeconds(2 * 86_400)));
        Path living = Files.writeString(inside.resolve("segment124.tmp"), "half");
        Path stranger = Files.writeString(inside.resolve("notes.txt"), "mine");

        assertThat(openedSources()).isEmpty();

        assertThat(killed).doesNotExist();
        assertThat(living).exists();
        assertThat(stranger).exists();
    }

    @Test
    void anotherProcessMayRemoveWhatThisOneUses() throws Exception {
        List<Segment> parts = List.of(add(1, 200), add(2, 300));
        folder.remove(parts);
        assertThat(files()).isEmpty();

        try (Segment merged = folder.merge(parts, source -> true, () -> false)) {
            folder.remove(List.of(merged));
            merged.verify();
            assertThat(merged.count()).isEqualTo(500);
        }
        parts.forEach(Segment::close);
    }

    @Test
    void compactionLeavesFewSegmentsAndNoOthers() throws Exception {
        List<Segment> segments = new ArrayList<>();
        Set<IndexId> live = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            segments.add(add(i, 10));
            live.add(Segments.source(i));
        }
        Segment stale = folder.merge(List.of(add(100, 50_000), add(101, 70_000)), source -> true, () -> false);
        segments.add(stale);
        live.add(Segments.source(101));

        new Compaction(folder, live).apply(segments, Set.of(stale));

        assertThat(segments).hasSize(2);
        assertThat(segments.stream().mapToLong(Segment::count)).containsExactlyInAnyOrder(400L, 70_000L);
        assertThat(openedSources()).hasSize(3).contains(List.of(Segments.source(101)));
        segments.forEach(Segment::close);
    }
}
