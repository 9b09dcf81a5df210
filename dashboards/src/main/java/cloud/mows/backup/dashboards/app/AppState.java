package cloud.mows.backup.dashboards.app;

/** Whether an app is protected. */
public enum AppState {
    /** Its newest backup is complete and not too old. */
    Protected,
    Running,
    /** A run is waiting for its turn. */
    Waiting,
    /** The newest run failed, or left something out. */
    Failed,
    /** It is left alone until somebody goes on with it. */
    Paused,
    /** There is no restore point. */
    Never
}
