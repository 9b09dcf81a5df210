package cloud.mows.backup.schedulers.policy;

/** What the administrator's grants come to for one BackupPolicy. */
sealed interface Approval {
    /** One of them covers all that is asked for. */
    record Granted(String grant) implements Approval {}

    /** None does. */
    record Refused(String reason, String message) implements Approval {}
}
