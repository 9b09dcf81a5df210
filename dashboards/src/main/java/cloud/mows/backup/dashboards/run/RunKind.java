package cloud.mows.backup.dashboards.run;

/** What a run does. */
public enum RunKind {
    Backup,
    Restore
}
