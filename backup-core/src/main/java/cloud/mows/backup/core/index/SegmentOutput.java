package cloud.mows.backup.core.index;

import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.IndexId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * Writes a {@link Segment} file under another name and renames it into place when it is whole: first the packs, then the
 * entries in ascending order. Memory: a few pages for each section.
 */
final class SegmentOutput implements Closeable {
    static final String TEMPORARY_SUFFIX = ".tmp";

    private final Path file;
    private final Path temporary;
    private final FileChannel channel;
    private final SegmentLayout layout;
    private final List<IndexId> sources;
    private final long stamp;
    private final PageWriter packs;
    private final PageWriter entries;
    private final PageWriter fences;
    private final BlobFilter.Builder filter;
    private final byte[] record = new byte[SegmentLayout.PACK_BYTES];
    private long written;

    /** @param sources ascending; they make the file's stamp */
    SegmentOutput(Path file, List<IndexId> sources, long packCount, long blobs) throws IOException {
        this.file = file;
        this.sources = sources;
        this.layout = SegmentLayout.of(sources.size(), packCount, blobs);
        this.stamp = SegmentName.hash(sources).w0();
        this.temporary = Files.createTempFile(Objects.requireNonNull(file.getParent()), "segment", TEMPORARY_SUFFIX);
        this.channel = FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.packs = new PageWriter(channel, layout.packs(), stamp);
        this.entries = new PageWriter(channel, layout.entries(), stamp);
        this.fences = new PageWriter(channel, layout.fences(), stamp);
        this.filter = new BlobFilter.Builder(
                new PageWriter(channel, layout.filter(), stamp), layout.filter().records());
    }

    void pack(Digest id, int source) throws IOException {
        id.writeTo(record, 0);
        Segment.INT.set(record, Digest.BYTES, source);
        packs.write(record, 0);
    }

    void entry(byte[] bytes, int offset) throws IOException {
        Digest id = Digest.of(bytes, offset);
        filter.add(id);
        if (layout.entries().offset(written) == 0) {
            fences.write(bytes, offset);
        }
        entries.write(bytes, offset);
        written++;
    }

    /**
     * Puts the segment in its place and opens it. It is mapped before it gets its name: from then on another process may
     * remove it at any time.
     */
    Segment finish() throws IOException {
        if (written != layout.entries().records()) {
            throw new IllegalStateException(
                    written + " entries, not " + layout.entries().records());
        }
        packs.finish();
        filter.finish();
        fences.finish();
        entries.finish();
        writeSources();
        writeHeader();
        Segment segment = Segment.map(channel, file);
        boolean moved = false;
        try {
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            moved = true;
            return segment;
        } finally {
            if (!moved) {
                segment.close();
            }
        }
    }

    private void writeSources() throws IOException {
        PageWriter out = new PageWriter(channel, layout.sources(), stamp);
        for (IndexId source : sources) {
            source.digest().writeTo(record, 0);
            out.write(record, 0);
        }
        out.finish();
    }

    private void writeHeader() throws IOException {
        byte[] header = new byte[PagedFile.PAYLOAD_BYTES];
        Segment.LONG.set(header, 0, stamp);
        Segment.LONG.set(header, 8, Segment.MAGIC);
        Segment.LONG.set(header, 16, layout.sources().records());
        Segment.LONG.set(header, 24, layout.packs().records());
        Segment.LONG.set(header, 32, layout.entries().records());
        PageWriter out = new PageWriter(channel, new Section(0, header.length, 1), stamp);
        out.write(header, 0);
        out.finish();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(temporary);
    }
}
