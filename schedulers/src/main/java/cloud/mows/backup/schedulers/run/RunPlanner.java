package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverTask;
import cloud.mows.backup.cluster.volume.ClaimReference;
import cloud.mows.backup.cluster.volume.OwnVolumes;
import cloud.mows.backup.cluster.volume.VolumeMode;
import cloud.mows.backup.cluster.volume.choose.ProviderChoice;
import cloud.mows.backup.cluster.volume.csi.VolumeSnapshotClass;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.RunPlan;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out what a run is to back up and what it will make on the way. */
final class RunPlanner {
    private static final int PARTS_MAX = 1000;

    private final Cluster cluster;
    private final VolumeParts volumes;
    private final Mover mover;
    private final Hooks hooks;
    private final DatabaseParts databases;

    RunPlanner(Cluster cluster, VolumeParts volumes, DatabaseParts databases, Mover mover, Hooks hooks) {
        this.hooks = hooks;
        this.databases = databases;
        this.cluster = cluster;
        this.volumes = volumes;
        this.mover = mover;
    }

    void plan(Backup backup, RunSettings settings, StatusDraft draft) {
        if (backup.getSpec().scope() == BackupScope.CLUSTER) {
            draft.part(Parts.objects(RunTasks.CLUSTER));
        } else {
            planNamespace(backup.getMetadata().getNamespace(), settings, draft);
        }
        if (!draft.phase().isFinal()) {
            hooks.plan(backup.getMetadata().getNamespace(), settings.hooks(), draft);
        }
        if (draft.phase().isFinal()) {
            return;
        }
        RunPlan plan = new RunPlan(
                settings.targets(),
                settings.snapshotDeadline().toSeconds(),
                settings.deadline().toSeconds(),
                settings.hooks(),
                settings.objects());
        draft.plan(plan);
        RunTasks tasks = new RunTasks(backup, settings, plan);
        for (BackupPart part : draft.parts()) {
            if (part.phase() == PartPhase.PENDING) {
                willMake(backup, part, plan.repositories(), tasks, draft);
            }
        }
        for (String repository : plan.repositories()) {
            makes(tasks.composeIdentity(repository), draft);
        }
        draft.phase(BackupPhase.PREPARING, "takes snapshots");
    }

    private void planNamespace(String namespace, RunSettings settings, StatusDraft draft) {
        List<PersistentVolumeClaim> claims = OwnVolumes.claimsOfApps(cluster, namespace).stream()
                .sorted(Comparator.comparing(claim -> claim.getMetadata().getName()))
                .toList();
        List<BackupPart> dumps = databases.of(namespace);
        if (claims.size() + dumps.size() >= PARTS_MAX) {
            draft.phase(
                    BackupPhase.FAILED,
                    "namespace " + namespace + " has " + claims.size() + " volumes and " + dumps.size()
                            + " database servers, and a backup holds at most " + (PARTS_MAX - 1));
            return;
        }
        List<VolumeSnapshotClass> classes = cluster.list(VolumeSnapshotClass.class, null);
        draft.part(Parts.objects(namespace));
        for (PersistentVolumeClaim claim : claims) {
            draft.part(part(claim, settings.claims().apply(claim), classes));
        }
        dumps.forEach(draft::part);
    }

    private void willMake(
            Backup backup, BackupPart part, List<String> repositories, RunTasks tasks, StatusDraft draft) {
        if (part.claimUid() != null) {
            draft.made(volumes.provider(part).makes(volumes.copy(backup, part)));
        }
        for (String repository : repositories) {
            makes(tasks.identity(part, repository), draft);
        }
    }

    private void makes(MoverTask.Identity identity, StatusDraft draft) {
        draft.made(List.of(mover.makes(identity)));
    }

    private BackupPart part(PersistentVolumeClaim claim, ClaimVerdict verdict, List<VolumeSnapshotClass> classes) {
        String name = claim.getMetadata().getName();
        return switch (verdict) {
            case ClaimVerdict.Exclude(String by, String reason) ->
                Parts.skipped(name, "excluded by " + by + ": " + reason);
            case ClaimVerdict.Include(Optional<ProviderName> wish, List<String> excludeFiles) ->
                claim.isMarkedForDeletion()
                        ? Parts.skipped(name, ClaimReference.to(claim) + " is being deleted")
                        : part(claim, choose(claim, wish, classes), excludeFiles);
        };
    }

    private ProviderChoice choose(
            PersistentVolumeClaim claim, Optional<ProviderName> wish, List<VolumeSnapshotClass> classes) {
        String storageClass = claim.getSpec().getStorageClassName();
        return ProviderChoice.choose(claim, volumes.volume(claim), storageClass(storageClass), classes, wish);
    }

    private @Nullable StorageClass storageClass(@Nullable String name) {
        return name == null || name.isEmpty() ? null : cluster.get(StorageClass.class, null, name);
    }

    private static BackupPart part(PersistentVolumeClaim claim, ProviderChoice choice, List<String> excludeFiles) {
        String name = claim.getMetadata().getName();
        return switch (choice) {
            case ProviderChoice.Nothing(String why) -> Parts.skipped(name, why);
            case ProviderChoice.None(var problem) -> Parts.unreadable(name, problem.message());
            case ProviderChoice.Use use
            when use.source().mode() == VolumeMode.BLOCK && !excludeFiles.isEmpty() ->
                Parts.unreadable(
                        name,
                        "it is a raw block device, which has no files that its rule could leave out: take excludeFiles away");
            case ProviderChoice.Use use ->
                Parts.volume(name, claim.getMetadata().getUid(), use.provider(), excludeFiles);
        };
    }
}
