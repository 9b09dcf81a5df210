package cloud.mows.backup.core.repair;

import cloud.mows.backup.core.problem.Problem;

/** Is told how far a repair is and what it meets; called by several threads at once. */
public interface RepairObserver {
    RepairObserver NONE = new RepairObserver() {
        @Override
        public void begin(String what, long total) {}

        @Override
        public void advance(long count) {}

        @Override
        public void found(Problem problem) {}
    };

    /**
     * A part of the work begins.
     *
     * @param what for people: {@code reading packs}
     * @param total steps to come; 0 if that is not known
     */
    void begin(String what, long total);

    /** So many steps more are done. */
    void advance(long count);

    /** Damage that the report may only count. */
    void found(Problem problem);
}
