package cloud.mows.backup.dashboards.access;

/** How somebody logs in. */
public enum LoginKind {
    /** By a link that the program printed, which works once. */
    Link,
    /** By a token that the cluster takes. */
    Token
}
