package cloud.mows.backup.core.archive;

import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.source.Source;
import cloud.mows.backup.core.source.SourceEntry;
import cloud.mows.backup.core.source.SourceException;
import java.util.Map;

/** Serves some paths from other places, under the names that were asked for. */
record RenamingSource(Source source, Map<String, BytePath> places) implements Source {
    @Override
    public SourceEntry entry(BytePath path) throws SourceException {
        BytePath place = places.get(path.toString());
        return place == null ? source.entry(path) : new NamedEntry(source.entry(place), path.name());
    }

    @Override
    public void close() {
        source.close();
    }
}
