package cloud.mows.backup.schedulers.retention;

import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.policy.Retention;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.policy.AppSettings;
import cloud.mows.backup.schedulers.policy.Governance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What goes from one repository, of all apps. */
public final class RepositoryRetention {
    private RepositoryRetention() {}

    /**
     * @param points all that are known
     * @param clusterId of this cluster: those of others are theirs to remove
     */
    public static List<RestorePoint> goes(
            Collection<RestorePoint> points, String clusterId, String repository, Governance governance, Instant now) {
        List<RestorePoint> goes = new ArrayList<>();
        points.stream()
                .filter(point -> point.getSpec().cluster().equals(clusterId))
                .collect(Collectors.groupingBy(point -> point.getSpec().app(), TreeMap::new, Collectors.toList()))
                .forEach((app, ofApp) -> goes.addAll(goesOfApp(ofApp, app, repository, governance, now)));
        return goes;
    }

    /**
     * What would go from a repository of one app, if it held all of these.
     *
     * @param points all that are known of the app, of this cluster
     */
    static List<RestorePoint> goesOfApp(
            Collection<RestorePoint> points, String app, String repository, Governance governance, Instant now) {
        List<RestorePoint> ofApp = List.copyOf(points);
        return inForce(governance, app)
                .map(inForce -> of(ofApp, repository, haveASay(governance, app, ofApp, inForce), inForce, now))
                .orElse(List.of());
    }

    /** What belongs to no namespace, and apps whose namespace is gone, follow what the administrator says for all. */
    static Optional<AppSettings> inForce(Governance governance, String app) {
        return governance.settings(governance.namespaces().containsKey(app) ? app : AppId.CLUSTER);
    }

    /** What is in force, and what those BackupPolicies ask for that some of the backups were made by. */
    private static List<AppSettings> haveASay(
            Governance governance, String namespace, List<RestorePoint> ofApp, AppSettings inForce) {
        Set<String> makers = ofApp.stream()
                .map(point -> point.getSpec().policy())
                .filter(policy -> policy != null && policy.kind() == PolicyKind.BACKUP_POLICY)
                .map(PolicyReference::name)
                .collect(Collectors.toCollection(HashSet::new));
        List<AppSettings> settings = new ArrayList<>(List.of(inForce));
        governance.of(namespace).stream()
                .filter(standing -> makers.contains(standing.name()))
                .map(Governance.Standing::settings)
                .forEach(settings::add);
        return settings;
    }

    /** What one policy says about a repository that it backs up into, or has copies made in. */
    private static Stream<Retention> wishes(AppSettings settings, String repository) {
        return Stream.concat(
                settings.targets().stream()
                        .filter(target -> target.repository().equals(repository))
                        .map(AppSettings.Target::retention),
                settings.copies().stream()
                        .filter(copy -> copy.repository().equals(repository))
                        .map(AppSettings.Copy::retention));
    }

    private static List<RestorePoint> of(
            List<RestorePoint> ofApp, String repository, List<AppSettings> haveASay, AppSettings inForce, Instant now) {
        List<Retention> wishes = haveASay.stream()
                .flatMap(settings -> wishes(settings, repository))
                .distinct()
                .toList();
        return RetentionDecider.goes(
                ofApp, repository, wishes, inForce.timetable().zone(), now);
    }
}
