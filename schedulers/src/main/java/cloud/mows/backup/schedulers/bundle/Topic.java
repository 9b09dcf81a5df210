package cloud.mows.backup.schedulers.bundle;

import java.util.Map;

/** What one document of the bundle tells. */
interface Topic {
    /** Of its file. */
    String fileName();

    /** For the index: what it holds, after "holds". */
    String holds();

    /**
     * Looks.
     *
     * @param gaps is told what a rebuild needs and is not here
     * @return the document; empty if the cluster does not have what it would tell of
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses
     */
    Map<String, Object> read(ClusterApi api, Gaps gaps);
}
