package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.api.CommandOutput;
import cloud.mows.backup.cluster.api.PodOutput;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.core.source.dump.DumpWriter;
import cloud.mows.backup.core.source.tar.FeedSender;
import cloud.mows.backup.crds.backup.DatabaseKind;
import cloud.mows.backup.schedulers.database.MariaDbDump;
import cloud.mows.backup.schedulers.database.PostgreSqlDump;
import cloud.mows.backup.schedulers.database.ServerDump;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * {@code mover database}: has a database server dumped by commands in its pod, and sends the dumps to the mover beside it. Needs the right to run
 * commands in that namespace, and nothing else of the service.
 */
final class MoverDatabase {
    static final String WORD = "database";

    private static final int BUFFER_BYTES = 64 << 10;
    private static final int REQUEST_MILLIS = 30_000;
    private static final int RETRIES = 2;
    private static final Set<String> OPTIONS = Set.of("--kind", "--namespace", "--pod", "--container", "--to-port");

    private MoverDatabase() {}

    /**
     * Does it now.
     *
     * @return the exit code; why it is not 0 stands on standard error
     */
    static int run(List<String> arguments) {
        try {
            Map<String, String> options = parse(arguments);
            // First of all: the mover may wait long for a lock, and dumps are to be as of when they are taken.
            try (FeedSender mover = FeedSender.connect(FeederPort.parse(WORD, options.get("--to-port")));
                    KubernetesClient client = ClusterClient.open(ClusterClient.config(REQUEST_MILLIS, RETRIES));
                    OutputStream out = new BufferedOutputStream(mover.output(), BUFFER_BYTES)) {
                dump(client, options).send(new DumpWriter(out));
            }
            return 0;
        } catch (IllegalArgumentException e) {
            return Refused.because(String.valueOf(e.getMessage()));
        } catch (KubernetesClientException e) {
            return Refused.because("the API server cannot be reached: " + e.getMessage());
        } catch (IOException e) {
            if (e instanceof FeedSender.Gone) {
                System.err.println("mows-backup: the dumps are not saved: " + e.getMessage());
                return MoverState.FEEDER_WITHOUT_MOVER;
            }
            return Refused.because("the dumps cannot be sent: " + e.getMessage());
        } catch (Throwable e) {
            // Nobody is behind us, and threads of the client would keep a process alive that does nothing any more.
            e.printStackTrace();
            return Refused.because("the dumps cannot be made because of a fault in this program: " + e);
        }
    }

    private static ServerDump dump(KubernetesClient client, Map<String, String> options) {
        String pod = options.get("--pod");
        Function<List<String>, CommandOutput> container =
                command -> PodOutput.of(client, options.get("--namespace"), pod, options.get("--container"), command);
        return switch (kind(Objects.requireNonNull(options.get("--kind")))) {
            case POSTGRESQL -> new PostgreSqlDump(container, "pod " + pod);
            case MARIADB -> new MariaDbDump(container, "pod " + pod);
        };
    }

    private static DatabaseKind kind(String word) {
        return Arrays.stream(DatabaseKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mover database: no such --kind as " + word));
    }

    static Map<String, String> parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        for (String argument : arguments.subList(2, arguments.size())) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (equals < 0 || equals == argument.length() - 1 || !OPTIONS.contains(name)) {
                throw new IllegalArgumentException("mover database: unknown option " + argument);
            }
            values.put(name, argument.substring(equals + 1));
        }
        if (!values.keySet().equals(OPTIONS)) {
            throw new IllegalArgumentException("mover database needs --kind=<name>, --namespace=<name>, --pod=<name>,"
                    + " --container=<name> and --to-port=<number>");
        }
        return Map.copyOf(values);
    }
}
