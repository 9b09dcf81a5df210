package cloud.mows.backup.dashboards.platform;

import cloud.mows.backup.dashboards.problem.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * What the page is about.
 *
 * @param name of the machine, or of the cluster
 */
public record Platform(PlatformKind kind, String name, String version) {
    private static final String API = "/api/v1/";
    private static final String CLUSTER = API + "cluster/";
    private static final Set<String> COMMON =
            Set.of(API + "login", API + "login/oidc", API + "login/oidc/callback", API + "platform", API + "health");

    /** @return why a request is not for this platform; empty if it is */
    public Optional<Problem> refuse(String path) {
        boolean common = !path.startsWith(API) || COMMON.contains(path);
        if (common || path.startsWith(CLUSTER) == (kind == PlatformKind.Cluster)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "other-platform",
                "Not of this platform",
                404,
                kind == PlatformKind.Cluster
                        ? "this program shows a cluster, and that is a question about one machine"
                        : "this program shows one machine, and that is a question about a cluster",
                "ask for " + API + "platform"));
    }
}
