package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Of a command in a container, without input. */
public final class PodOutput implements CommandOutput {
    /** A dump waits so long for a lock and prints nothing, see who starts it. */
    private static final Duration STILL_MAX = Duration.ofMinutes(12);

    private static final int ERROR_BYTES_MAX = 1000;

    /** What comes after the last that a command prints comes at once. */
    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    private final Tail errors = new Tail(ERROR_BYTES_MAX);
    private final ExecutionEnd end = new ExecutionEnd(errors::text);
    private final @Nullable ExecWatch watch;
    private final @Nullable Execution refusal;
    private final Thread listener;

    private PodOutput(KubernetesClient client, String namespace, String pod, String container, List<String> command) {
        ExecWatch started = null;
        Execution refused = null;
        try {
            // The client would watch the pod, for which there may be no right, until it is ready.
            started = client.pods()
                    .inNamespace(namespace)
                    .withName(pod)
                    .inContainer(container)
                    .withReadyWaitTimeout(0)
                    .redirectingOutput()
                    .redirectingError()
                    .usingListener(end)
                    .exec(command.toArray(String[]::new));
        } catch (KubernetesClientException e) {
            refused = PodCommand.refused(e);
        }
        watch = started;
        refusal = refused;
        listener = Thread.ofVirtual().start(this::listen);
    }

    /** Starts it; whether that was possible, {@link #end} says. */
    public static PodOutput of(
            KubernetesClient client, String namespace, String pod, String container, List<String> command) {
        return new PodOutput(client, namespace, pod, container, command);
    }

    /** Keeps the end of what it says on standard error, and always takes it, so that it never waits for us. */
    private void listen() {
        if (watch == null) {
            return;
        }
        try {
            watch.getError().transferTo(errors);
        } catch (IOException e) {
            // What tears this stream tears the other one, whose reader is told.
            return;
        }
    }

    @Override
    public InputStream stream() {
        return watch == null ? InputStream.nullInputStream() : new PatientStream(watch.getOutput(), STILL_MAX);
    }

    @Override
    public Execution end() throws InterruptedException {
        if (refusal != null) {
            return refusal;
        }
        listener.join(END_WITHIN);
        try {
            return withErrors(end.within(END_WITHIN));
        } catch (TimeoutException e) {
            return new Execution.TimedOut(errors.text());
        }
    }

    private Execution withErrors(Execution ended) {
        return ended instanceof Execution.Ended(int exitCode, String _)
                ? new Execution.Ended(exitCode, errors.text())
                : ended;
    }

    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
    }
}
