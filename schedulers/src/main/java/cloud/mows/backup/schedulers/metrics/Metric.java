package cloud.mows.backup.schedulers.metrics;

import java.util.List;

/** The list of all metrics: the only place where their names, labels and meanings stand. All are gauges. */
public enum Metric {
    CONTROLLER_LEADER("controller_leader", "1 if this process leads, which is the one that acts; else 0."),
    CONTROLLER_OBSERVED(
            "controller_observed_timestamp_seconds",
            "When the values of all other metrics were found out, which the leader does every 30 seconds."),

    APP_COVERAGE(
            "app_coverage",
            "1 for the state that the app is in, 0 for the others. States are the words of 'app list':"
                    + " protected, partly, requested, excluded, not protected, gone.",
            "app",
            "state"),
    APP_NEWEST_RESTORE_POINT(
            "app_newest_restore_point_timestamp_seconds",
            "The moment that the app's newest restore point in this repository shows. Those that were saved because a"
                    + " restore was about to replace something do not count.",
            "app",
            "repository",
            "storage"),
    APP_RESTORE_POINT_DEADLINE(
            "app_restore_point_deadline_timestamp_seconds",
            "From when on the newest restore point in this repository is too old: two starts of the app's schedule have"
                    + " come since. Without a restore point it counts from when both the app and the repository were there."
                    + " Where restore points are copied to: two starts after the oldest could be copied that is newer than all"
                    + " that are; not there while nothing is to be copied."
                    + " Only of apps that a policy has backed up, and the repositories that it names.",
            "app",
            "repository",
            "storage"),
    APP_NEWEST_RESTORE_POINT_MISSING(
            "app_newest_restore_point_missing",
            "How many things the app's newest restore point, in whichever repository, was to have and lacks.",
            "app"),
    APP_NEXT_BACKUP(
            "app_next_backup_timestamp_seconds",
            "When the schedule has the next Backup of the app made; in the past if that is late. Not there while a Backup"
                    + " of it goes on, and if the policy is suspended or has no usable repository.",
            "app"),
    APP_LAST_BACKUP_END(
            "app_last_backup_end_timestamp_seconds",
            "When the app's last Backup with this result ended: succeeded, partially failed, failed or cancelled.",
            "app",
            "result"),
    APP_FAILED_BACKUPS_IN_A_ROW(
            "app_failed_backups_in_a_row",
            "How many of the app's newest Backups left nothing to restore, one after the other; at least the newest five"
                    + " are known.",
            "app"),
    APP_BACKUPS(
            "app_backups", "How many Backups of the app the cluster knows, by phase; of old ones few.", "app", "phase"),
    APP_LAST_BACKUP_DURATION(
            "app_last_backup_duration_seconds",
            "How long the app's last Backup took that left something to restore.",
            "app"),
    APP_LAST_BACKUP_READ("app_last_backup_read_bytes", "Bytes that this Backup read.", "app"),
    APP_LAST_BACKUP_ADDED(
            "app_last_backup_added_bytes", "Bytes that all repositories together grew by with it.", "app"),
    UNFINISHED_BACKUPS(
            "unfinished_backups",
            "How many Backups have not ended, by phase: pending ones wait, the others run.",
            "phase"),

    REPOSITORY_READY(
            "repository_ready", "1 if the repository can be opened and written, else 0.", "repository", "storage"),
    REPOSITORY_SUSPENDED("repository_suspended", "1 if the repository is left alone on purpose, else 0.", "repository"),
    REPOSITORY_RESTORE_POINTS(
            "repository_restore_points",
            "How many restore points lie in the repository, those of other clusters included.",
            "repository"),
    REPOSITORY_COPIES_WAITING(
            "repository_copies_waiting",
            "How many restore points are to be copied to the repository and are not yet.",
            "repository"),
    REPOSITORY_LAST_CHECK(
            "repository_last_check_timestamp_seconds", "When the last check for damage ended.", "repository"),
    REPOSITORY_CHECK_DUE(
            "repository_check_due_timestamp_seconds",
            "When the next check starts; in the past if that is late. Not there for one that is suspended.",
            "repository"),
    REPOSITORY_CHECK_FAILED(
            "repository_check_failed", "1 if the last check found damage or could not be done, else 0.", "repository"),
    REPOSITORY_LAST_PRUNE(
            "repository_last_prune_timestamp_seconds",
            "When the last prune ended, which gives room back.",
            "repository"),
    REPOSITORY_PRUNE_DUE(
            "repository_prune_due_timestamp_seconds",
            "When the next prune starts; in the past if that is late. Not there for one that is suspended.",
            "repository"),
    REPOSITORY_PRUNE_FAILED(
            "repository_prune_failed",
            "1 if what is no longer kept could not be removed the last time, else 0.",
            "repository");

    private static final String PREFIX = "mows_backup_";

    private final String suffix;
    private final String help;
    private final List<String> labels;

    Metric(String suffix, String help, String... labels) {
        this.suffix = suffix;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** As Prometheus knows it; it ends with the unit, if there is one. */
    public String id() {
        return PREFIX + suffix;
    }

    public String help() {
        return help;
    }

    /** Names of its labels, in order. */
    public List<String> labels() {
        return labels;
    }

    /** A value of it now. */
    Sample of(double value, String... labelValues) {
        return new Sample(this, List.of(labelValues), value);
    }
}
