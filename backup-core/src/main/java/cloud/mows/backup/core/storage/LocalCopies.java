package cloud.mows.backup.core.storage;

import java.util.Set;

/**
 * Copies of a store's files on a local disk, as a layer keeps them, and what it can be told about them. Whatever is done or
 * left undone here costs or saves time only. Safe for many threads.
 */
public interface LocalCopies {
    /** Where nothing is kept. */
    LocalCopies NONE = new LocalCopies() {
        @Override
        public void want(FileKey pack) {}

        @Override
        public boolean prefetch(FileKey pack) {
            return false;
        }

        @Override
        public boolean drop(FileKey key) {
            return false;
        }

        @Override
        public Set<FileKey> packs() {
            return Set.of();
        }
    };

    /** This pack is worth a copy, since most of it will be read, in small parts, and by later runs too. It is made when the pack is saved or the first part of it is read. */
    void want(FileKey pack);

    /**
     * As {@link #want}, and a part of it will be read soon: it may be fetched meanwhile. Returns at once.
     *
     * @return true if there is no copy of it yet; a pack is asked for once, later calls for it answer false
     */
    boolean prefetch(FileKey pack);

    /**
     * What was read of this file is not what was saved.
     *
     * @return whether there was a copy: it is gone, so that reading again asks the place
     */
    boolean drop(FileKey key);

    /** Of which packs there are copies. */
    Set<FileKey> packs();
}
