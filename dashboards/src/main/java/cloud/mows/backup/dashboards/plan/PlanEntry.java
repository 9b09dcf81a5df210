package cloud.mows.backup.dashboards.plan;

/** What becomes of one file. @param path where it is put */
public record PlanEntry(String path, PlanAction action, long size) {
    public enum PlanAction {
        /** It is not there. */
        Create,
        /** What is there has another content, and goes into a restore point first. */
        Overwrite,
        /** It was not there, and would spoil a database that is restored; it goes into a restore point first. */
        Delete,
        /** It is there as it was. */
        Same
    }
}
