package cloud.mows.backup.cluster.mover;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a mover is. */
public sealed interface MoverState {
    /** Exit code of a feeder whose mover did not take all: what there is to tell, that one tells. */
    int FEEDER_WITHOUT_MOVER = 4;

    /**
     * Not there yet.
     *
     * @param doing what it is at
     * @param pendingSince since when its pod is there without having started; null if it has, or there is none
     */
    record Running(String doing, @Nullable Instant pendingSince) implements MoverState {
        public Running(String doing) {
            this(doing, null);
        }
    }

    /**
     * It has done what it could.
     *
     * @param outcome what the program wrote into its termination message: a JSON object
     * @param whole whether that was all
     */
    record Ended(String outcome, boolean whole) implements MoverState {}

    /**
     * It has done nothing that counts.
     *
     * @param again whether another try may end better
     * @param at when it failed; null if that is not known
     */
    record Failed(String reason, boolean again, @Nullable Instant at) implements MoverState {
        /** For good. */
        public static Failed forGood(String reason) {
            return new Failed(reason, false, null);
        }
    }
}
