package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.channels.UnresolvedAddressException;

/** Why a cluster cannot be worked with, in a sentence. */
public final class NoCluster {
    private NoCluster() {}

    /** @param e what came when Repositories were asked for */
    public static String because(String server, KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> withoutDefinitions(server);
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                "the cluster at " + server + " does not let us see Repositories (" + Refusal.of(e)
                        + "): install deploy/chart in it, which gives the rights";
            default ->
                e.getStatus() == null
                        ? nobody(server, e)
                        : "the cluster at " + server + " cannot tell its Repositories: " + Refusal.of(e);
        };
    }

    /** @param e what came when somebody asked for something by hand */
    public static String refuses(String server, KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> withoutDefinitions(server);
            case HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN ->
                refuses(server, Refusal.of(e));
            default -> e.getStatus() == null ? nobody(server, e) : Refusal.of(e);
        };
    }

    /** @param words with which the API server refused what somebody wanted to do by hand */
    public static String refuses(String server, String words) {
        return "the cluster at " + server + " does not let you do that: " + words;
    }

    private static String nobody(String server, KubernetesClientException e) {
        return "no Kubernetes answers at " + server + " (" + root(e)
                + "): run it in a cluster, or name one in $KUBECONFIG";
    }

    /** @param server its address */
    public static String withoutDefinitions(String server) {
        return "the cluster at " + server + " does not know the resources of MOWS Backup: install deploy/chart in it";
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof UnresolvedAddressException) {
            return "there is no machine of that name";
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
