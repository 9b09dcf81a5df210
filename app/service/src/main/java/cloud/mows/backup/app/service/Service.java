package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.crds.meta.ApiGroup;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Where the process starts. */
@QuarkusMain
public final class Service {
    static final String IMAGE = "MOWS_BACKUP_CONTROLLER_IMAGE";

    /** Asked for before everything else, because it needs that there is a cluster, our definitions, and our rights. */
    private static final String REPOSITORIES =
            "/apis/" + ApiGroup.NAME + "/" + ApiGroup.VERSION + "/repositories?limit=1";

    private static final int REQUEST_MILLIS = 10_000;

    /** Within two seconds: whoever starts us anew waits longer each time. */
    private static final int RETRIES = 4;

    private Service() {}

    public static void main(String[] arguments) {
        if (arguments.length > 0) {
            System.exit(run(List.of(arguments)));
        }
        if (System.getenv(IMAGE) == null) {
            refuse(IMAGE + " is not set: name there the image of the Jobs that are to be started");
        }
        Config config = ClusterClient.config(REQUEST_MILLIS, RETRIES);
        try (KubernetesClient client = ClusterClient.open(config)) {
            if (client.raw(REPOSITORIES) == null) {
                refuse(NoCluster.withoutDefinitions(config.getMasterUrl()));
            }
        } catch (KubernetesClientException e) {
            refuse(NoCluster.because(config.getMasterUrl(), e));
        }
        Quarkus.run();
    }

    private static int run(List<String> command) {
        MoverObjects.logNothing();
        if (command.getFirst().equals("app")) {
            return command.size() > 1 && command.get(1).equals("restore")
                    ? AppRestore.run(command)
                    : AppCommand.run(command);
        }
        if (command.getFirst().equals("request")) {
            return RequestCommand.run(command);
        }
        if (command.getFirst().equals("manifest")) {
            return ManifestCommand.run(command);
        }
        return switch (command.size() > 1 ? command.get(1) : "") {
            case MoverRestoreObjects.WORD -> MoverRestoreObjects.run(command);
            case MoverDatabase.WORD -> MoverDatabase.run(command);
            default -> MoverObjects.run(command);
        };
    }

    private static void refuse(String sentence) {
        System.exit(Refused.because(sentence));
    }
}
