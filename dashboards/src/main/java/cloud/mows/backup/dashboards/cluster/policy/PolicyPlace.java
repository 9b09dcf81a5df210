package cloud.mows.backup.dashboards.cluster.policy;

/** What a policy does with a place. @param name of the Repository */
public record PolicyPlace(String name, Use use) {
    public enum Use {
        /** Apps are backed up to it. */
        BackedUp,
        /** Restore points are copied to it; apps are not read again for that. */
        Copied,
        Unused
    }
}
