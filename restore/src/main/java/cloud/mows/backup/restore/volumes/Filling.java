package cloud.mows.backup.restore.volumes;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import java.util.List;

/** How far a volume is. */
public sealed interface Filling {
    /** On its way. */
    record Going(String doing) implements Filling {}

    /** It is filled, and its name is to be stored before the next step. */
    record Named(String volumeName) implements Filling {}

    /** Its data is there, and it waits for the app's claim. */
    record Ready() implements Filling {}

    /** It will not come back. */
    record Failed(String reason) implements Filling {}

    /**
     * Makes one change on the way.
     *
     * @param doing what it is good for, in words
     */
    static Filling after(Cluster cluster, Change change, String doing) {
        return cluster.apply(List.of(change))
                .<Filling>map(refusal -> new Going("the cluster refuses it: " + refusal))
                .orElseGet(() -> new Going(doing));
    }
}
