package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.IndexId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Segments for tests. */
final class Segments {
    private Segments() {}

    static IndexId source(long number) {
        SplittableRandom random = new SplittableRandom(~number);
        return new IndexId(SegmentPropertyTest.digest(random));
    }

    /** A segment of one index file; another number makes another file. */
    static Segment write(Path folder, long number, List<IndexedPack> packs) throws IOException {
        SegmentWriter writer = new SegmentWriter();
        writer.add(source(number), packs);
        return new IndexFolder(folder).write(writer);
    }

    /** An index that cannot make segments again. */
    static BlobIndex index(Path folder, List<Segment> segments) throws IOException {
        return new BlobIndex(segments, new IndexFolder(folder), (damage, sources) -> {
            throw damage;
        });
    }
}
