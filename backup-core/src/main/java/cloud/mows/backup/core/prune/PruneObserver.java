package cloud.mows.backup.core.prune;

/** Is told how far pruning is; called by several threads at once. */
public interface PruneObserver {
    /** What pruning does, in order; a phase without work is left out. */
    enum Phase {
        SNAPSHOTS,
        TREES,
        PACKS,
        DELETE_UNREFERENCED,
        REPACK,
        REWRITE_INDEX,
        DELETE_INDEX,
        DELETE_PACKS
    }

    PruneObserver NONE = new PruneObserver() {
        @Override
        public void begin(Phase phase, long total) {}

        @Override
        public void advance(long count) {}
    };

    /** @param total steps to come; 0 if that is not known */
    void begin(Phase phase, long total);

    /** So many steps more are done: snapshots, trees, packs, files. */
    void advance(long count);
}
