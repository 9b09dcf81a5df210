package cloud.mows.backup.cluster.api;

import java.util.List;

/**
 * What a decider made of what it was shown.
 *
 * @param result what to tell the caller
 * @param changes what to change, in this order
 */
public record Decision<R>(R result, List<Change> changes) {
    public Decision {
        changes = List.copyOf(changes);
    }

    public static <R> Decision<R> of(R result, Change... changes) {
        return new Decision<>(result, List.of(changes));
    }
}
