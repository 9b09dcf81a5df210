package cloud.mows.backup.core.storage.layer;

import cloud.mows.backup.core.storage.FileKey;
import cloud.mows.backup.core.storage.FileKind;
import cloud.mows.backup.core.storage.StoredFile;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A listing that is kept until it is whole: the first two mebibytes in memory, all of a longer one in a temporary file. */
final class CollectedFiles implements AutoCloseable {
    private static final int MEMORY_BYTES_MAX = 2 * 1024 * 1024;

    private final FileKind kind;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private DataOutputStream out = new DataOutputStream(memory);
    private @Nullable Path spilled;
    private long count;

    CollectedFiles(FileKind kind) {
        this.kind = kind;
    }

    void add(StoredFile file) {
        try {
            if (spilled == null && memory.size() > MEMORY_BYTES_MAX) {
                spill();
            }
            out.writeUTF(file.key().name());
            out.writeLong(file.bytes());
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a long listing in the folder for temporary files", e);
        }
    }

    private void spill() throws IOException {
        Path file = Files.createTempFile("mows-backup-listing", null);
        spilled = file;
        OutputStream disk = new BufferedOutputStream(Files.newOutputStream(file), 64 * 1024);
        memory.writeTo(disk);
        memory.reset();
        out = new DataOutputStream(disk);
    }

    void pass(Consumer<StoredFile> sink) {
        try {
            out.flush();
            try (DataInputStream in = new DataInputStream(open())) {
                for (long i = 0; i < count; i++) {
                    String name = in.readUTF();
                    FileKey key = kind == FileKind.CONFIG ? FileKey.CONFIG : new FileKey(kind, name);
                    sink.accept(new StoredFile(key, in.readLong()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a long listing back from the folder for temporary files", e);
        }
    }

    private InputStream open() throws IOException {
        return spilled == null
                ? new ByteArrayInputStream(memory.toByteArray())
                : new BufferedInputStream(Files.newInputStream(spilled), 64 * 1024);
    }

    @Override
    public void close() {
        try {
            out.close();
            if (spilled != null) {
                Files.deleteIfExists(spilled);
            }
        } catch (IOException e) {
            // The system empties its folder for temporary files.
        }
    }
}
