package cloud.mows.backup.core.storage.s3;

/** For how long every saved file, locks excepted, can be neither changed nor removed. */
public record ObjectLock(Mode mode, int days) {
    /** Who may shorten it. */
    public enum Mode {
        /** Those with a special permission. */
        GOVERNANCE,
        /** Nobody. */
        COMPLIANCE
    }

    public ObjectLock {
        if (days < 1) {
            throw new IllegalArgumentException("an object lock lasts at least one day, not " + days);
        }
    }
}
