package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A command in a container, without input. */
final class PodCommand {
    private static final int OUTPUT_BYTES_MAX = 500;
    private final Tail output = new Tail(OUTPUT_BYTES_MAX);
    private final ExecutionEnd end = new ExecutionEnd(output::text);

    private PodCommand() {}

    static Execution run(
            KubernetesClient client,
            String namespace,
            String pod,
            String container,
            List<String> command,
            Duration timeout) {
        PodCommand running = new PodCommand();
        // The client would watch the pod, for which there is no right, until it is ready.
        try (ExecWatch _ = client.pods()
                .inNamespace(namespace)
                .withName(pod)
                .inContainer(container)
                .withReadyWaitTimeout(0)
                .writingOutput(running.output)
                .writingError(running.output)
                .usingListener(running.end)
                .exec(command.toArray(String[]::new))) {
            return running.end.within(timeout);
        } catch (TimeoutException e) {
            return new Execution.TimedOut(running.output.text());
        } catch (KubernetesClientException e) {
            return refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the program is ending", e);
        }
    }

    static Execution refused(KubernetesClientException e) {
        int code = code(e);
        String why = "the API server answers " + code + " to the request to run a command";
        return switch (code) {
            case HttpURLConnection.HTTP_FORBIDDEN -> new Execution.Forbidden(why);
            case HttpURLConnection.HTTP_NOT_FOUND,
                    HttpURLConnection.HTTP_BAD_REQUEST,
                    HttpURLConnection.HTTP_CONFLICT,
                    HttpURLConnection.HTTP_INTERNAL_ERROR -> new Execution.NotRunning(why);
            default -> throw e;
        };
    }

    /** The client itself does not take it over from a connection that was refused. */
    private static int code(KubernetesClientException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof WebSocketHandshakeException refusal) {
                return refusal.getResponse().code();
            }
        }
        return e.getCode();
    }
}
