package cloud.mows.backup.cluster.api;

/** How a command in a container went. Of what it printed the end is kept. */
public sealed interface Execution {
    record Ended(int exitCode, String output) implements Execution {}

    /** It was not over in time, and goes on in the container. */
    record TimedOut(String output) implements Execution {}

    /** We may not run commands there. */
    record Forbidden(String why) implements Execution {}

    /** It cannot be started: there is no such program. */
    record Impossible(String why) implements Execution {}

    /** The pod or its container does not run at present, or stopped before the command had ended. */
    record NotRunning(String why) implements Execution {}
}
