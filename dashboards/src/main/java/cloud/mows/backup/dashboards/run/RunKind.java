package cloud.mows.backup.dashboards.run;

/** What a run does. */
public enum RunKind {
    Backup,
    Restore,
    /** Restore points that are no longer kept go, and the room they took is given back; of no app alone. */
    CleanUp,
    /** It is proved that the repository is whole; of no app alone. */
    Check
}
