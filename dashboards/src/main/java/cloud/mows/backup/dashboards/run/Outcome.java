package cloud.mows.backup.dashboards.run;

import org.jspecify.annotations.Nullable;

/** How a run ended. */
public record Outcome(
        RunPhase phase, String message, @Nullable String next) {
    public static Outcome succeeded(String message) {
        return new Outcome(RunPhase.Succeeded, message, null);
    }

    public static Outcome partial(String message, String next) {
        return new Outcome(RunPhase.PartiallyFailed, message, next);
    }

    public static Outcome failed(String message, String next) {
        return new Outcome(RunPhase.Failed, message, next.isEmpty() ? null : next);
    }

    public static Outcome cancelled() {
        return new Outcome(
                RunPhase.Cancelled, "It was cancelled", "What was stored by then is used by the next backup");
    }
}
