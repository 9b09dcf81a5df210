package cloud.mows.backup.schedulers;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.BackupSpec;
import cloud.mows.backup.crds.backup.BackupStatus;
import cloud.mows.backup.crds.backup.BackupTrigger;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.backup.PolicyKind;
import cloud.mows.backup.crds.backup.PolicyReference;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.restore.RestorePoint;
import cloud.mows.backup.schedulers.points.RestorePoints;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A Backup as a run leaves it. */
public final class FinishedBackup {
    /** Id of the cluster. */
    public static final String CLUSTER = "this-cluster";

    private final String namespace;
    private final Instant moment;
    private BackupPhase phase = BackupPhase.SUCCEEDED;
    private PolicyReference policy = new PolicyReference(PolicyKind.CLUSTER_BACKUP_POLICY, "default");
    private BackupScope scope = BackupScope.NAMESPACE;
    private final List<BackupPart> parts = new ArrayList<>();
    private @Nullable RunPlan plan;

    private FinishedBackup(String namespace, Instant moment) {
        this.namespace = namespace;
        this.moment = moment;
    }

    public static FinishedBackup of(String namespace, Instant moment) {
        return new FinishedBackup(namespace, moment);
    }

    public FinishedBackup phase(BackupPhase ended) {
        phase = ended;
        return this;
    }

    /** Where it is to go. */
    public FinishedBackup planned(String... repositories) {
        plan = new RunPlan(List.of(repositories), 60, 3600, List.of(), List.of());
        return this;
    }

    public FinishedBackup by(String backupPolicy) {
        policy = new PolicyReference(PolicyKind.BACKUP_POLICY, backupPolicy);
        return this;
    }

    public FinishedBackup wholeCluster() {
        scope = BackupScope.CLUSTER;
        return this;
    }

    public FinishedBackup objects(String... repositories) {
        return part(PartType.OBJECTS, namespace, PartPhase.SUCCEEDED, null, repositories);
    }

    public FinishedBackup volume(String claim, String... repositories) {
        return part(PartType.VOLUME, claim, PartPhase.SUCCEEDED, null, repositories);
    }

    public FinishedBackup part(
            PartType type, String name, PartPhase ended, @Nullable String reason, String... repositories) {
        parts.add(new BackupPart(
                type,
                name,
                ended,
                reason,
                type == PartType.VOLUME ? "uid-" + name : null,
                null,
                List.of(),
                null,
                List.of(repositories).stream()
                        .map(repository -> new RepositorySnapshot(repository, null, 1L))
                        .toList(),
                null,
                null,
                null,
                moment,
                moment));
        return this;
    }

    /** Where any part is. */
    private List<RepositorySnapshot> points() {
        return parts.stream()
                .flatMap(part -> part.snapshots().stream())
                .map(RepositorySnapshot::repository)
                .distinct()
                .map(repository -> new RepositorySnapshot(repository, id(repository), 1L))
                .toList();
    }

    private String id(String repository) {
        String text = namespace + moment + repository;
        return (uuid(text) + uuid(text + "'")).replace("-", "");
    }

    private static String uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private @Nullable LedgerSummary ledger() {
        return switch (phase) {
            case SUCCEEDED -> new LedgerSummary(1, 0, 0);
            case PARTIALLY_FAILED -> new LedgerSummary(1, 0, 1);
            default -> null;
        };
    }

    /** What it left. */
    public RestorePoint point() {
        Backup backup = build();
        RestorePoint point =
                RestorePoints.of(backup, backup.getStatus(), CLUSTER).orElseThrow();
        point.getMetadata().setCreationTimestamp(moment.toString());
        return point;
    }

    public Backup build() {
        Backup backup = new Backup();
        backup.setMetadata(new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName("scheduled-" + moment.getEpochSecond())
                .withUid(uuid(namespace + scope + moment))
                .withCreationTimestamp(moment.toString())
                .build());
        backup.setSpec(new BackupSpec(policy, scope, BackupTrigger.SCHEDULE, false));
        backup.setStatus(new BackupStatus(
                null,
                phase,
                null,
                List.of(),
                moment,
                moment,
                moment,
                phase.isFinal() ? moment : null,
                plan,
                parts,
                points(),
                List.of(),
                List.of(),
                ledger(),
                null,
                null,
                null));
        return backup;
    }
}
