package cloud.mows.backup.dashboards.platform;

/** What there is to show, and with it which half of the API. */
public enum PlatformKind {
    Host,
    Cluster
}
