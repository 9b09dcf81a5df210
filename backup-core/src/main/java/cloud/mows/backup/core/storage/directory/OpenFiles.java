package cloud.mows.backup.core.storage.directory;

import cloud.mows.backup.core.posix.OpenFlags;
import cloud.mows.backup.core.posix.Posix;
import cloud.mows.backup.core.posix.PosixException;
import cloud.mows.backup.core.storage.FileKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the files that were read last open, at most so many that nobody uses, since a restore reads many ranges of one
 * pack. A file in use is closed only when its last reader lets go.
 */
final class OpenFiles implements AutoCloseable {
    private final int idleMax;
    private final LinkedHashMap<FileKey, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    OpenFiles(int idleMax) {
        this.idleMax = idleMax;
    }

    /** One open file; {@link #close} hands it back. */
    final class Entry implements AutoCloseable {
        private final int fd;
        private int users;
        private boolean dropped;

        private Entry(int fd) {
            this.fd = fd;
        }

        int fd() {
            return fd;
        }

        @Override
        public void close() {
            letGo(this);
        }
    }

    Entry open(FileKey key, Path path) throws PosixException {
        Entry known = known(key);
        if (known != null) {
            return known;
        }
        Entry opened = new Entry(DirectoryCalls.open(path, OpenFlags.READ, 0));
        opened.users = 1;
        List<Entry> surplus;
        synchronized (entries) {
            if (entries.putIfAbsent(key, opened) != null) {
                opened.dropped = true;
            }
            surplus = surplus();
        }
        for (Entry entry : surplus) {
            Posix.closeQuietly(entry.fd);
        }
        return opened;
    }

    private @Nullable Entry known(FileKey key) {
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (entry != null) {
                entry.users++;
            }
            return entry;
        }
    }

    private List<Entry> surplus() {
        List<Entry> surplus = new ArrayList<>();
        Iterator<Entry> oldestFirst = entries.values().iterator();
        for (int over = entries.size() - idleMax; over > 0 && oldestFirst.hasNext(); over--) {
            Entry entry = oldestFirst.next();
            if (entry.users == 0) {
                oldestFirst.remove();
                entry.dropped = true;
                surplus.add(entry);
            }
        }
        return surplus;
    }

    private void letGo(Entry entry) {
        boolean last;
        synchronized (entries) {
            entry.users--;
            last = entry.users == 0 && entry.dropped;
        }
        if (last) {
            Posix.closeQuietly(entry.fd);
        }
    }

    /** The file was removed: its room on the disk is free only when nobody holds it open. */
    void forget(FileKey key) {
        Entry idle;
        synchronized (entries) {
            Entry entry = entries.remove(key);
            if (entry == null) {
                return;
            }
            entry.dropped = true;
            idle = entry.users == 0 ? entry : null;
        }
        if (idle != null) {
            Posix.closeQuietly(idle.fd);
        }
    }

    @Override
    public void close() {
        List<FileKey> keys;
        synchronized (entries) {
            keys = List.copyOf(entries.keySet());
        }
        for (FileKey key : keys) {
            forget(key);
        }
    }
}
