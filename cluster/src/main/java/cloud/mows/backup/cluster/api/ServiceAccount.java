package cloud.mows.backup.cluster.api;

/** As whom a pod asks the API server. */
public record ServiceAccount(String namespace, String name) {
    /** As the API server calls it. */
    String user() {
        return "system:serviceaccount:" + namespace + ":" + name;
    }
}
