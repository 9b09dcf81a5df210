package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a part to what its provider works on. */
final class VolumeParts {
    private final Cluster cluster;
    private final Map<ProviderName, VolumeProvider> providers;
    private final String ownNamespace;

    VolumeParts(Cluster cluster, Map<ProviderName, VolumeProvider> providers, String ownNamespace) {
        this.cluster = cluster;
        this.providers = Map.copyOf(providers);
        this.ownNamespace = ownNamespace;
    }

    VolumeProvider provider(BackupPart part) {
        ProviderName name = name(part);
        return Objects.requireNonNull(providers.get(name), name::word);
    }

    private static ProviderName name(BackupPart part) {
        return Objects.requireNonNull(part.provider(), "provider");
    }

    VolumeCopy copy(Backup backup, BackupPart part) {
        return new VolumeCopy(
                name(part),
                backup.getMetadata().getUid(),
                Objects.requireNonNull(part.claimUid(), "claimUid"),
                backup.getMetadata().getNamespace(),
                ownNamespace);
    }

    /** Of the claim that was planned and no other; empty if that is gone. */
    Optional<VolumeSource> source(Backup backup, BackupPart part) {
        PersistentVolumeClaim claim =
                cluster.get(PersistentVolumeClaim.class, backup.getMetadata().getNamespace(), part.name());
        if (claim == null || !claim.getMetadata().getUid().equals(part.claimUid())) {
            return Optional.empty();
        }
        return Optional.ofNullable(volume(claim)).map(volume -> VolumeSource.of(claim, volume));
    }

    @Nullable
    PersistentVolume volume(PersistentVolumeClaim claim) {
        String name = claim.getSpec().getVolumeName();
        return name == null || name.isEmpty() ? null : cluster.get(PersistentVolume.class, null, name);
    }
}
