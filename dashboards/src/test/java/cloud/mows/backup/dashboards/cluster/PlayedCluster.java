package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.crds.restore.RestorePointSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster with a ClusterBackupPolicy of every night, whose own namespace was backed up into {@code disk} an hour ago. */
public final class PlayedCluster {
    public static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    public static final String READY =
            "{type: Ready, status: 'True', reason: R, lastTransitionTime: '2026-01-01T00:00:00Z'}";

    public final MemoryCluster api = new MemoryCluster();

    public PlayedCluster() {
        api.put(Serialization.unmarshal("""
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: ClusterBackupPolicy
                metadata: {name: default}
                spec: {schedule: {cron: '0 2 * * *', jitterSeconds: 0}}
                """, ClusterBackupPolicy.class));
        app("kube-system", Duration.ofDays(400)).backedUp("kube-system", Duration.ofHours(1), "disk");
    }

    public LatestLook look() {
        return new LatestLook(api, () -> NOW);
    }

    public PlayedCluster policy(String spec) {
        ClusterBackupPolicy policy = api.all(ClusterBackupPolicy.class).getFirst();
        ClusterBackupPolicy other =
                Serialization.unmarshal("metadata: {name: default}\nspec: " + spec + "\n", ClusterBackupPolicy.class);
        policy.setSpec(other.getSpec());
        return this;
    }

    public PlayedCluster repository(String name, String address, String... conditions) {
        return repository(name, address, "", conditions);
    }

    /** @param more fields of the status */
    public PlayedCluster repository(String name, String address, String more, String[] conditions) {
        String claim = address.startsWith("/") ? "claimName: usb, " : "";
        api.put(Serialization.unmarshal(
                """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Repository
                metadata: {name: %s, uid: u-%s, generation: 1, creationTimestamp: "2026-01-01T00:00:00Z"}
                spec: {address: "%s", %spassword: {name: p, key: k}}
                status: {conditions: [%s]%s}
                """.formatted(name, name, address, claim, String.join(", ", conditions), more), Repository.class));
        return this;
    }

    public PlayedCluster app(String name, Duration age) {
        api.put(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withUid(name.equals("kube-system") ? "this-cluster" : "u-" + name)
                .withCreationTimestamp(NOW.minus(age).toString())
                .endMetadata()
                .build());
        return this;
    }

    /** What a whole backup leaves, and the copies of it. */
    public PlayedCluster backedUp(String app, Duration ago, String target, String... copies) {
        Instant moment = NOW.minus(ago);
        String places = snapshots(app, moment, List.of(target));
        backup(app, ago, """
                phase: Succeeded
                snapshotTime: "%s"
                completionTime: "%s"
                bytes: 2000
                addedBytes: 30
                ledger: {captured: 1, excused: 0, failed: 0}
                restorePoints: [%s]
                parts: [{type: Objects, name: %s, phase: Succeeded, snapshots: [{repository: %s}]}]
                """.formatted(moment, moment.plusSeconds(60), places, app, target));
        api.put(Serialization.unmarshal(
                """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: RestorePoint
                metadata: {name: %s-%d, creationTimestamp: "%s"}
                spec:
                  cluster: this-cluster
                  app: %s
                  backupUid: %s
                  backupName: %s
                  time: "%s"
                  bytes: 2000
                  ledger: {captured: 1, excused: 0, failed: 0}
                  copies: [%s]
                """.formatted(
                                app,
                                moment.getEpochSecond(),
                                moment,
                                app,
                                uid(app + moment),
                                name(moment),
                                moment,
                                places(app, moment, target, copies)),
                RestorePoint.class));
        return this;
    }

    /** Apps that were backed up every day, of which the newest runs are left. The points lie in disk, all but the newest in friend too. */
    public PlayedCluster many(int apps, int points, int runs) {
        PlayedCluster model = new PlayedCluster();
        for (int day = 0; day < points; day++) {
            Duration ago = Duration.ofDays(day).plusHours(10);
            model.backedUp("model", ago, "disk", day == 0 ? new String[0] : new String[] {"friend"});
        }
        for (int number = 0; number < apps; number++) {
            String app = "app-" + number;
            app(app, Duration.ofDays(400));
            int left = runs;
            for (Backup backup : model.api.all(Backup.class)) {
                if (backup.getMetadata().getNamespace().equals("model") && left-- > 0) {
                    Backup copy = Serialization.clone(backup);
                    copy.getMetadata().setNamespace(app);
                    copy.setStatus(Serialization.unmarshal(
                            Serialization.asJson(backup.getStatus()).replace("\"model\"", "\"" + app + "\""),
                            BackupStatus.class));
                    api.put(copy);
                }
            }
            for (RestorePoint point : model.api.all(RestorePoint.class)) {
                if (point.getSpec().app().equals("model")) {
                    api.put(of(app, point));
                }
            }
        }
        return this;
    }

    private static RestorePoint of(String app, RestorePoint model) {
        RestorePointSpec spec = model.getSpec();
        RestorePoint point = new RestorePoint();
        point.setMetadata(new ObjectMetaBuilder(model.getMetadata())
                .withName(model.getMetadata().getName().replace("model", app))
                .build());
        point.setSpec(new RestorePointSpec(
                spec.cluster(),
                app,
                spec.backupUid(),
                spec.backupName(),
                spec.policy(),
                spec.time(),
                spec.ledger(),
                spec.bytes(),
                spec.copies()));
        return point;
    }

    /** @param status of the Backup, in YAML */
    public PlayedCluster backup(String app, Duration ago, String status) {
        Instant moment = NOW.minus(ago);
        api.put(Serialization.unmarshal(
                """
                apiVersion: backup.k8s.mows.cloud/v1alpha1
                kind: Backup
                metadata: {name: %s, namespace: %s, uid: %s, creationTimestamp: "%s"}
                spec: {policy: {kind: ClusterBackupPolicy, name: default}, trigger: Schedule}
                status:
                %s
                """.formatted(name(moment), app, uid(app + moment), moment, status.indent(2)), Backup.class));
        return this;
    }

    private static String name(Instant moment) {
        return "by-" + moment.getEpochSecond();
    }

    private static String places(String app, Instant moment, String target, String... copies) {
        return Stream.concat(Stream.of(target), Stream.of(copies))
                .map(repository -> "{repository: " + repository + ", snapshot: " + id(app, moment, repository) + "}")
                .collect(Collectors.joining(", "));
    }

    private static String snapshots(String app, Instant moment, List<String> repositories) {
        return repositories.stream()
                .map(repository -> "{repository: " + repository + ", id: " + id(app, moment, repository) + "}")
                .collect(Collectors.joining(", "));
    }

    private static String id(String app, Instant moment, String repository) {
        String text = app + moment + repository;
        return (uid(text) + uid(text + "'")).replace("-", "");
    }

    private static String uid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
