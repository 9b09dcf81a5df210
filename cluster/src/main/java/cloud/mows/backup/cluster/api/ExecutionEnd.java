package cloud.mows.backup.cluster.api;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hears how a command in a container ends. */
final class ExecutionEnd implements ExecListener {
    /** As the client tells an end that has none. */
    private static final int NO_EXIT_CODE = -1;

    private final CompletableFuture<Execution> end = new CompletableFuture<>();
    private final Supplier<String> output;

    /** @param output the end of what the command has printed */
    ExecutionEnd(Supplier<String> output) {
        this.output = output;
    }

    Execution within(Duration timeout) throws TimeoutException, InterruptedException {
        try {
            return end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return new Execution.NotRunning(
                    Objects.requireNonNullElse(e.getCause(), e).toString());
        }
    }

    @Override
    public void onExit(int code, @Nullable Status status) {
        end.complete(
                code == NO_EXIT_CODE
                        ? new Execution.Impossible(
                                status == null || status.getMessage() == null
                                        ? "it was not started"
                                        : status.getMessage())
                        : new Execution.Ended(code, output.get()));
    }

    @Override
    public void onFailure(Throwable t, @Nullable Response response) {
        end.completeExceptionally(t);
    }

    @Override
    public void onClose(int code, String reason) {
        end.complete(new Execution.NotRunning("the connection to it ended: " + reason));
    }
}
