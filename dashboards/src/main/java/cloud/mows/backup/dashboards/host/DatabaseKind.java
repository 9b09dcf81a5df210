package cloud.mows.backup.dashboards.host;

/** What serves a database. */
public enum DatabaseKind {
    PostgreSQL("postgresql");

    private final String word;

    DatabaseKind(String word) {
        this.word = word;
    }

    /** As paths in restore points have it. */
    public String word() {
        return word;
    }
}
