package cloud.mows.backup.schedulers.objects;

import java.time.Instant;

/** Where objects go as files: a folder per kind, a file per object. Each is handed over once, and not kept. */
public interface ObjectSink {
    /**
     * Adds a file.
     *
     * @param modified the same for the same content
     * @return its path
     * @throws IllegalArgumentException if a name is not that of a file: nothing was added then
     * @throws java.io.UncheckedIOException if nothing more can be added
     */
    String add(String folder, String name, byte[] content, Instant modified);
}
