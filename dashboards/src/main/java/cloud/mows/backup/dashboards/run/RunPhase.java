package cloud.mows.backup.dashboards.run;

/** How far a run is. */
public enum RunPhase {
    Waiting,
    Running,
    Succeeded,
    /** It did what it could, and its problems say what it could not. */
    PartiallyFailed,
    Failed,
    Cancelled
}
