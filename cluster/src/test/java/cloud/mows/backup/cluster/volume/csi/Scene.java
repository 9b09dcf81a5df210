package cloud.mows.backup.cluster.volume.csi;

import cloud.mows.backup.cluster.volume.Backing;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects of one copy, as the controllers leave them when all went well; a test takes away or spoils what it is about. */
final class Scene {
    static final VolumeCopy COPY = Things.copy(ProviderName.CSI);
    static final VolumeSource SOURCE = VolumeSource.of(Things.claim(), Things.csiVolume());
    static final Backing.Csi CSI = (Backing.Csi) SOURCE.backing();
    static final CloneWishes AT_ONCE = new CloneWishes(Things.STORAGE_CLASS, "ReadWriteOnce", false);
    static final CloneWishes WITH_A_POD = new CloneWishes(Things.STORAGE_CLASS, "ReadWriteOnce", true);

    private static final long GIBIBYTE = 1L << 30;

    @Nullable
    VolumeSnapshot taken = ready(Things.stored(CsiResources.taken(SOURCE, COPY, "snap")), "snapcontent-1");

    @Nullable
    VolumeSnapshotContent original = original();

    @Nullable
    VolumeSnapshotContent content = Things.stored(CsiResources.content(SOURCE, CSI, COPY, original(), "handle-1"));

    @Nullable
    VolumeSnapshot rebound = ready(Things.stored(CsiResources.rebound(COPY, original())), COPY.name());

    @Nullable
    PersistentVolumeClaim claim = claim();

    @Nullable
    PersistentVolume volume = volume();

    CloneWishes wishes = AT_ONCE;
    Optional<String> warning = Optional.empty();

    OpenDecider.Observed toOpen() {
        return new OpenDecider.Observed(
                taken, original, content, rebound, claim, volume, Things.localVolume(), wishes, warning);
    }

    ReleaseDecider.Observed toRelease() {
        return new ReleaseDecider.Observed(
                claim,
                Optional.ofNullable(volume).stream().toList(),
                rebound,
                content,
                taken,
                Optional.ofNullable(original).stream().toList());
    }

    /** Made by the snapshot controller. */
    static VolumeSnapshotContent original() {
        VolumeSnapshotContent made = new VolumeSnapshotContent();
        made.setMetadata(new ObjectMetaBuilder()
                .withName("snapcontent-1")
                .withUid("content-uid")
                .withResourceVersion("1")
                .build());
        made.setSpec(new VolumeSnapshotContent.Spec(
                Things.DRIVER,
                "Delete",
                new VolumeSnapshotContent.Source("vol-1", null),
                "Filesystem",
                "snap",
                new VolumeSnapshotContent.Reference(
                        "snapshot.storage.k8s.io/v1",
                        "VolumeSnapshot",
                        COPY.appNamespace(),
                        COPY.appName(),
                        "VolumeSnapshot-uid")));
        made.setStatus(new VolumeSnapshotContent.Status("handle-1", 1_000_000_000L, GIBIBYTE, true, null));
        return made;
    }

    static VolumeSnapshot ready(VolumeSnapshot snapshot, String content) {
        snapshot.setStatus(new VolumeSnapshot.Status(content, true, null));
        return snapshot;
    }

    static VolumeSnapshot broken(VolumeSnapshot snapshot, String error) {
        snapshot.setStatus(new VolumeSnapshot.Status(null, false, new SnapshotError(error)));
        return snapshot;
    }

    static VolumeSnapshotContent broken(VolumeSnapshotContent content, String error) {
        content.setStatus(new VolumeSnapshotContent.Status(null, null, null, false, new SnapshotError(error)));
        return content;
    }

    static VolumeSnapshotContent kept(VolumeSnapshotContent content) {
        return with(
                content, "Retain", content.getSpec().source(), content.getSpec().driver());
    }

    static VolumeSnapshotContent with(
            VolumeSnapshotContent content, String policy, VolumeSnapshotContent.Source source, String driver) {
        var spec = content.getSpec();
        content.setSpec(new VolumeSnapshotContent.Spec(
                driver,
                policy,
                source,
                spec.sourceVolumeMode(),
                spec.volumeSnapshotClassName(),
                spec.volumeSnapshotRef()));
        return content;
    }

    static VolumeSnapshotContent told(VolumeSnapshotContent content) {
        content.getMetadata().setAnnotations(Map.of(VolumeSnapshotContent.SNAPSHOT_IS_GONE, "yes"));
        return content;
    }

    private static PersistentVolumeClaim claim() {
        PersistentVolumeClaim made = Things.stored(CsiResources.claim(SOURCE, COPY, original(), AT_ONCE));
        made.getSpec().setVolumeName("pvc-clone");
        made.setStatus(new PersistentVolumeClaimStatus());
        made.getStatus().setPhase("Bound");
        return made;
    }

    /** Ours before it has a volume. */
    PersistentVolumeClaim unbound() {
        PersistentVolumeClaim made = claim();
        made.getSpec().setVolumeName(null);
        made.getStatus().setPhase("Pending");
        return made;
    }

    /** Made by the provisioner. */
    static PersistentVolume volume() {
        return new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName("pvc-clone")
                .withResourceVersion("1")
                .withAnnotations(new HashMap<>(Map.of("pv.kubernetes.io/provisioned-by", Things.DRIVER)))
                .endMetadata()
                .withNewSpec()
                .withPersistentVolumeReclaimPolicy("Delete")
                .withNewCsi()
                .withDriver(Things.DRIVER)
                .withVolumeHandle("vol-2")
                .endCsi()
                .withNewClaimRef()
                .withNamespace(COPY.ownNamespace())
                .withName(COPY.name())
                .withUid("PersistentVolumeClaim-uid")
                .endClaimRef()
                .endSpec()
                .build();
    }

    static PersistentVolume policy(String policy, PersistentVolume volume) {
        volume.getSpec().setPersistentVolumeReclaimPolicy(policy);
        return volume;
    }

    /** One that somebody else left, and that was the best fit. */
    static PersistentVolume found(PersistentVolume volume) {
        volume.getMetadata().getAnnotations().put("pv.kubernetes.io/bound-by-controller", "yes");
        return volume;
    }
}
