package cloud.mows.backup.dashboards.cluster;

/**
 * A volume of an app.
 *
 * @param name of its PersistentVolumeClaim
 * @param reason why it is in that state, in words
 */
public record ClusterVolume(String name, AppCoverage state, String reason) {}
