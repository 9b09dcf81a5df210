package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.NoCluster;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.report.AppReport;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code app list} and {@code app show}: what of a cluster is protected, and why something is not, found out now from its API
 * server with the rights of whoever asks.
 */
final class AppCommand {
    private final boolean json;
    private final Optional<String> app;

    private AppCommand(boolean json, Optional<String> app) {
        this.json = json;
        this.app = app;
    }

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        AppCommand command;
        try {
            command = parse(arguments);
        } catch (IllegalArgumentException e) {
            return Refused.because(e.getMessage());
        }
        Config config = ClusterClient.config(30_000, 1);
        try (KubernetesClient client = ClusterClient.open(config)) {
            ClusterView view = new ClusterView(new ApiServer(client), InstantSource.system());
            ClusterView.Observation seen = view.look();
            return command.print(AppReport.all(view.coverage(seen), seen.backups(), seen.points()));
        } catch (KubernetesClientException e) {
            return Refused.because(NoCluster.refuses(config.getMasterUrl(), e));
        }
    }

    private int print(List<AppReport> apps) {
        if (app.isEmpty()) {
            System.out.print(json ? AppJson.list(apps) : AppText.list(apps));
            return 0;
        }
        Optional<AppReport> report =
                apps.stream().filter(each -> each.app().equals(app.get())).findFirst();
        if (report.isEmpty()) {
            return Refused.because(
                    "there is no app " + app.get() + " in this cluster: 'mows-backup app list' names them");
        }
        System.out.print(json ? AppJson.show(report.get()) : AppText.show(report.get()));
        return 0;
    }

    static AppCommand parse(List<String> arguments) {
        List<String> words = new ArrayList<>(arguments.subList(1, arguments.size()));
        boolean json = words.remove("--json");
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new IllegalArgumentException("unknown option " + word + ": see 'mows-backup help app list'");
            }
        }
        String verb = words.isEmpty() ? "" : words.getFirst();
        return switch (verb) {
            case "list" -> {
                if (words.size() > 1) {
                    throw new IllegalArgumentException(
                            "'app list' takes no names: use 'app show " + words.get(1) + "'");
                }
                yield new AppCommand(json, Optional.empty());
            }
            case "show" -> {
                if (words.size() != 2) {
                    throw new IllegalArgumentException(
                            "'app show' needs the name of one app: 'mows-backup app list'" + " names them");
                }
                yield new AppCommand(json, Optional.of(words.get(1)));
            }
            default -> throw new IllegalArgumentException("'app' needs a second word: list, show or restore");
        };
    }
}
