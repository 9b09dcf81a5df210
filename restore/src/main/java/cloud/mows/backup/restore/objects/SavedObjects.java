package cloud.mows.backup.restore.objects;

import cloud.mows.backup.core.ledger.LedgerEntry;
import cloud.mows.backup.core.ledger.LedgerReader;
import cloud.mows.backup.restore.plan.SavedObject;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The files of a restore point, without its volumes. They come from outside: nothing of them is trusted. */
public final class SavedObjects {
    /** No API server keeps a larger one. */
    private static final long BYTES_MAX = 8 << 20;

    private static final String SUFFIX = ".json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;

    /** @param root what lies in the root of the restore point: {@code ledger.jsonl} and {@code objects} */
    public SavedObjects(Path root) {
        this.root = root;
    }

    /**
     * What became of everything when it was saved.
     *
     * @throws IOException also if it is no whole ledger
     */
    public void readLedger(Consumer<LedgerEntry> entries) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(root.resolve("ledger.jsonl")))) {
            LedgerReader.read(in, _ -> {}, entries);
        }
    }

    /**
     * Every object, one after the other.
     *
     * @param unreadable is told of files that are none, with the reason
     */
    public void forEach(Consumer<SavedObject> objects, Consumer<String> unreadable) {
        Path folder = root.resolve("objects");
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path kind : children(folder)) {
            if (!Files.isDirectory(kind, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            for (Path file : children(kind)) {
                String path = kind.getFileName() + "/" + file.getFileName();
                try {
                    objects.accept(read(path));
                } catch (JsonProcessingException e) {
                    unreadable.accept(path + ": it is no JSON");
                } catch (IOException e) {
                    unreadable.accept(path + ": " + e.getMessage());
                }
            }
        }
    }

    /** @throws IOException if it is no object */
    public SavedObject read(String path) throws IOException {
        Path file = root.resolve("objects").resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !path.endsWith(SUFFIX)) {
            throw new IOException("it is no file of an object");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IOException("it is larger than an object can be");
        }
        if (!(JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object)) {
            throw new IOException("it holds no object");
        }
        return new SavedObject(path, object);
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
