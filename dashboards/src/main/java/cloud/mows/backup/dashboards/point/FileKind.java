package cloud.mows.backup.dashboards.point;

/** What an entry of a directory is. */
public enum FileKind {
    Directory,
    File,
    Link,
    Other
}
