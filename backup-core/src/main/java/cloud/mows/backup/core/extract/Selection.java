package cloud.mows.backup.core.extract;

import cloud.mows.backup.core.posix.BytePath;

/** Which entries of the snapshot are restored. Called by one thread. */
@FunctionalInterface
public interface Selection {
    Selection ALL = (location, isDirectory) -> Choice.TAKE;

    /** @param location in the snapshot, from the restored folder on; absolute */
    Choice choose(BytePath location, boolean isDirectory);

    /** What is done with an entry. */
    enum Choice {
        /** Restored; of a directory, what is in it is asked for. */
        TAKE(true, true),
        /** Restored; what is in it is not. */
        TAKE_ALONE(true, false),
        /** A directory that is made only if something in it is restored. */
        LOOK_INSIDE(false, true),
        LEAVE(false, false);

        private final boolean taken;
        private final boolean entered;

        Choice(boolean taken, boolean entered) {
            this.taken = taken;
            this.entered = entered;
        }

        public boolean isTaken() {
            return taken;
        }

        public boolean isEntered() {
            return entered;
        }

        public static Choice of(boolean taken, boolean entered) {
            if (taken) {
                return entered ? TAKE : TAKE_ALONE;
            }
            return entered ? LOOK_INSIDE : LEAVE;
        }
    }
}
