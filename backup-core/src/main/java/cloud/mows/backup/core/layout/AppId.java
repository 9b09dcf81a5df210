package cloud.mows.backup.core.layout;

import java.util.List;
import java.util.Objects;

/**
 * Whose data it is.
 *
 * @param cluster id of the cluster: the uid of its namespace {@code kube-system}
 * @param app name of the app in it: its namespace, or {@link #CLUSTER}
 */
public record AppId(String cluster, String app) {
    /** What belongs to no namespace; no namespace can have this name. */
    public static final String CLUSTER = "_cluster";

    static final String CLUSTER_TAG = "cluster=";
    static final String APP_TAG = "app=";

    public AppId {
        requireWord(cluster, "cluster");
        requireWord(app, "app");
    }

    /** Commas separate tags on command lines. */
    static void requireWord(String text, String what) {
        Objects.requireNonNull(text, what);
        if (text.isEmpty() || text.indexOf(',') >= 0) {
            throw new IllegalArgumentException("'" + text + "' cannot be the " + what + " of a backup");
        }
    }

    /** What all snapshots of the app have as host. */
    public String host() {
        return app;
    }

    /** What all snapshots of the app have in common, beside the host. */
    public List<String> tags() {
        return List.of(CLUSTER_TAG + cluster, APP_TAG + app);
    }
}
