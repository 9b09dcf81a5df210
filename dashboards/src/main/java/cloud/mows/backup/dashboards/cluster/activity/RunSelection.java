package cloud.mows.backup.dashboards.cluster.activity;

/** Which runs somebody wants to see. */
public enum RunSelection {
    All,
    /** Those that have not ended. A plan that waits to be let go on is not one of them. */
    Running,
    /** Those after which something is not as it should be. */
    Failed;

    boolean takes(ClusterRun run) {
        return switch (this) {
            case All -> true;
            case Running -> !run.over() && run.phase() != ClusterRunPhase.Planned;
            case Failed -> run.phase().isFailure();
        };
    }
}
