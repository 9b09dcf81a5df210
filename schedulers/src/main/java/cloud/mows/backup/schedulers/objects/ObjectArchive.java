package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.core.bytes.ByteString;
import cloud.mows.backup.core.layout.PartId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.tar.TarEntry;
import cloud.mows.backup.core.tar.TarWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;

/**
 * Objects as a tar archive, written while they are read. The ledger is its last entry, and the archive has its end only after that: one
 * without it is refused by whoever reads it.
 */
public final class ObjectArchive implements ObjectSink {
    private static final int MODE = 0644;

    private final TarWriter tar;
    private final BytePath top;

    /**
     * @param out is not closed
     * @param top where in the restore point the names in the archive begin; everything lies below it
     */
    public ObjectArchive(OutputStream out, BytePath top) {
        this.tar = new TarWriter(out);
        this.top = top;
    }

    @Override
    public String add(String folder, String name, byte[] content, Instant modified) {
        requireFileName(folder);
        requireFileName(name);
        String path = folder + "/" + name;
        add(PartId.OBJECTS.path().resolve(ByteString.of(path)), content, modified);
        return path;
    }

    /**
     * Adds a file that is not an object.
     *
     * @param path in the restore point
     * @throws UncheckedIOException if nothing more can be added
     */
    public void add(BytePath path, byte[] content, Instant modified) {
        try {
            tar.begin(entry(path, content.length, modified));
            tar.write(content, 0, content.length);
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Names come from whoever serves an API, which need not be the API server itself. */
    private static void requireFileName(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("'" + name + "' is not a file name");
        }
    }

    /**
     * Adds the ledger, and ends the archive.
     *
     * @param ledger of {@code size} bytes
     */
    public void finish(InputStream ledger, long size, Instant modified) throws IOException {
        tar.begin(entry(PartId.LEDGER_OF_OBJECTS, size, modified));
        ledger.transferTo(tar.content());
        tar.end();
        tar.finish();
    }

    private ByteString nameOf(BytePath path) {
        BytePath name = BytePath.of(".");
        for (ByteString element :
                path.elements().subList(top.elements().size(), path.elements().size())) {
            name = name.resolve(element);
        }
        return name.bytes();
    }

    private TarEntry entry(BytePath path, long size, Instant modified) {
        return new TarEntry(
                nameOf(path),
                TarEntry.Type.FILE,
                MODE,
                0,
                0,
                "",
                "",
                size,
                modified,
                null,
                null,
                ByteString.EMPTY,
                0,
                0,
                List.of(),
                List.of());
    }
}
