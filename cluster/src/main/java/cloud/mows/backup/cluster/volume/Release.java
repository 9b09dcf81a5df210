package cloud.mows.backup.cluster.volume;

import java.util.List;

/** How far removing is. */
public sealed interface Release {
    /** This is still there; each with what it waits for, if that is known. */
    record Pending(List<String> left) implements Release {
        public Pending {
            left = List.copyOf(left);
            if (left.isEmpty()) {
                throw new IllegalArgumentException("pending with nothing left");
            }
        }
    }

    /** Nothing is left. */
    record Released() implements Release {}
}
