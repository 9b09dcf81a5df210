package cloud.mows.backup.cluster.api;

import java.util.HashMap;
import java.util.Map;

/** The label by which people see who made an object: Kubernetes' recommended one. */
public final class ManagedBy {
    private static final String LABEL = "app.kubernetes.io/managed-by";
    private static final String US = "mows-backup";

    /** Of everything that we make. */
    public static final Map<String, String> LABELS = Map.of(LABEL, US);

    private ManagedBy() {}

    /** And more. */
    public static Map<String, String> with(Map<String, String> others) {
        Map<String, String> labels = new HashMap<>(others);
        labels.putAll(LABELS);
        return Map.copyOf(labels);
    }
}
