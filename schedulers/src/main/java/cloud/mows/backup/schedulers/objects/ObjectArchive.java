package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.core.bytes.ByteString;
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

    /** @param out is not closed */
    public ObjectArchive(OutputStream out) {
        tar = new TarWriter(out);
    }

    @Override
    public String add(String folder, String name, byte[] content, Instant modified) {
        requireFileName(folder);
        requireFileName(name);
        String path = folder + "/" + name;
        try {
            tar.begin(entry(path, content.length, modified));
            tar.write(content, 0, content.length);
            tar.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path;
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
    public void finish(String name, InputStream ledger, long size, Instant modified) throws IOException {
        tar.begin(entry(name, size, modified));
        ledger.transferTo(tar.content());
        tar.end();
        tar.finish();
    }

    private static TarEntry entry(String path, long size, Instant modified) {
        return new TarEntry(
                ByteString.of(path),
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
