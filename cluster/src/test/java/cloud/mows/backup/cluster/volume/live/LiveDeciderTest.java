package cloud.mows.backup.cluster.volume.live;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.Told;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LiveDeciderTest {
    private static final VolumeCopy COPY = Things.copy(ProviderName.LIVE);
    private static final PersistentVolume APPS = Things.localVolume();
    private static final VolumeSource SOURCE = VolumeSource.of(Things.claim(), APPS);
    private static final NodePlacement SOMEWHERE = NodePlacement.ofItself(APPS).orElseThrow();

    @Test
    void thereIsNoMomentToHoldButThereHasToBeAClaim() {
        PersistentVolumeClaim another = Things.claim();
        another.getMetadata().setUid("other");
        assertThat(Told.of(LiveDecider.snapshot(SOURCE, Things.claim())))
                .isEqualTo("done Taken[moment=null, restoreBytes=0]");
        assertThat(Told.of(LiveDecider.snapshot(SOURCE, null)))
                .isEqualTo("GONE claim photos/album does not exist any more");
        assertThat(Told.of(LiveDecider.snapshot(SOURCE, another)))
                .isEqualTo("GONE claim photos/album does not exist any more");
    }

    @Test
    void opensStepByStep() {
        PersistentVolumeClaim unseen = claim();
        unseen.setStatus(null);
        PersistentVolumeClaim pending = claim();
        pending.getStatus().setPhase("Pending");
        assertThat(opened(SOMEWHERE, null, null))
                .isEqualTo("a second volume is made at the same place; create PersistentVolume NAME");
        assertThat(opened(new NodePlacement.Everywhere(), null, null))
                .isEqualTo("a second volume is made at the same place; create PersistentVolume NAME");
        assertThat(opened(SOMEWHERE, volume(), null))
                .isEqualTo("the second volume is claimed; create PersistentVolumeClaim mows-backup/NAME");
        assertThat(opened(SOMEWHERE, volume(), unseen)).isEqualTo("the second volume is not bound to its claim yet");
        assertThat(opened(SOMEWHERE, volume(), pending)).isEqualTo("the second volume is not bound to its claim yet");
        assertThat(opened(SOMEWHERE, volume(), claim()))
                .isEqualTo(
                        "done Readable[namespace=mows-backup, claim=NAME, mode=FILESYSTEM, consistency=LIVE, nodes=Optional.empty, "
                                + "warning=Optional[read while it was in use, because its storage has no snapshots]]");
    }

    /** Its pods may have moved or ended meanwhile. */
    @Test
    void whereItIsMattersOnlyBeforeThereIsAVolume() {
        NodePlacement unknown = new NodePlacement.Unknown("no pod uses it");
        assertThat(opened(unknown, null, null)).isEqualTo("NOT_READABLE claim photos/album: no pod uses it");
        assertThat(opened(unknown, volume(), claim())).startsWith("done ");
    }

    @Test
    void opensNothingThatIsNotThere() {
        assertThat(Told.of(LiveDecider.open(SOURCE, COPY, null, SOMEWHERE, volume(), claim())))
                .isEqualTo("GONE the volume of claim photos/album does not exist any more");
        assertThat(opened(SOMEWHERE, Things.foreign(volume()), null))
                .isEqualTo("NOT_OURS PersistentVolume NAME was not made for this backup");
        assertThat(opened(SOMEWHERE, volume(), Things.deleted(claim())))
                .isEqualTo("GONE PersistentVolumeClaim mows-backup/NAME was deleted by somebody else");
    }

    private static String opened(
            NodePlacement where, @Nullable PersistentVolume volume, @Nullable PersistentVolumeClaim claim) {
        return Told.of(LiveDecider.open(SOURCE, COPY, APPS, where, volume, claim));
    }

    @Test
    void removesTheClaimAndThenTheVolume() {
        PersistentVolume spoilt = volume();
        spoilt.getSpec().setPersistentVolumeReclaimPolicy("Delete");
        assertThat(released(spoilt, claim()))
                .as("else the place would be emptied")
                .isEqualTo("left PersistentVolume NAME: somebody changed what happens to its content; "
                        + "patch PersistentVolume NAME {spec={persistentVolumeReclaimPolicy=Retain}}");
        assertThat(released(volume(), claim()))
                .isEqualTo("left PersistentVolumeClaim mows-backup/NAME: it is being deleted; "
                        + "delete PersistentVolumeClaim mows-backup/NAME");
        assertThat(released(volume(), Things.deleted(claim())))
                .isEqualTo("left PersistentVolumeClaim mows-backup/NAME: a pod may still mount it");
        assertThat(released(volume(), null))
                .isEqualTo("left PersistentVolume NAME: it is being deleted; delete PersistentVolume NAME");
        assertThat(released(Things.deleted(volume()), null))
                .isEqualTo("left PersistentVolume NAME: it is being deleted");
        assertThat(released(null, null)).isEqualTo("released");
        assertThat(released(Things.foreign(volume()), Things.foreign(claim()))).isEqualTo("released");
    }

    private static String released(@Nullable PersistentVolume volume, @Nullable PersistentVolumeClaim claim) {
        return Told.of(LiveDecider.release(COPY, volume, claim));
    }

    @Test
    void theSecondVolumeIsAtTheSamePlaceAndKeepsIt() {
        assertThat(spec(volume())).isEqualTo(fields("""
                accessModes:
                - "ReadOnlyMany"
                capacity:
                  storage: "1073741824"
                claimRef:
                  apiVersion: "v1"
                  kind: "PersistentVolumeClaim"
                  name: "NAME"
                  namespace: "mows-backup"
                local:
                  path: "/srv/album"
                nodeAffinity:
                  required:
                    nodeSelectorTerms:
                    - matchExpressions:
                      - key: "kubernetes.io/hostname"
                        operator: "In"
                        values:
                        - "n1"
                persistentVolumeReclaimPolicy: "Retain"
                storageClassName: ""
                volumeMode: "Filesystem"
                """));
        assertThat(spec(LiveResources.claim(SOURCE, COPY))).isEqualTo(fields("""
                accessModes:
                - "ReadOnlyMany"
                resources:
                  requests:
                    storage: "1073741824"
                storageClassName: ""
                volumeMode: "Filesystem"
                volumeName: "NAME"
                """));
    }

    @Test
    void aPlaceIsNeverMadeNorWritten() {
        assertThat(yaml(LiveResources.volume(SOURCE, COPY, Things.hostPathVolume(), null)))
                .contains("hostPath:\n    path: \"/srv/album\"\n    type: \"Directory\"\n")
                .doesNotContain("nodeAffinity");
        assertThat(yaml(LiveResources.volume(SOURCE, COPY, Things.nfsVolume(), null)))
                .contains("nfs:\n    path: \"/export\"\n    readOnly: true\n    server: \"nas\"\n");
    }

    private static Map<?, ?> spec(HasMetadata object) {
        return Objects.requireNonNull((Map<?, ?>) fields(yaml(object)).get("spec"));
    }

    private static Map<?, ?> fields(String yaml) {
        return new KubernetesSerialization().unmarshal(yaml, Map.class);
    }

    private static String yaml(HasMetadata object) {
        return new KubernetesSerialization().asYaml(object).replace(COPY.name(), "NAME");
    }

    private static PersistentVolume volume() {
        return Things.stored(LiveResources.volume(
                SOURCE,
                COPY,
                APPS,
                Optional.ofNullable(APPS.getSpec().getNodeAffinity())
                        .orElseThrow()
                        .getRequired()));
    }

    private static PersistentVolumeClaim claim() {
        PersistentVolumeClaim made = Things.stored(LiveResources.claim(SOURCE, COPY));
        made.setStatus(new PersistentVolumeClaimStatus());
        made.getStatus().setPhase("Bound");
        return made;
    }
}
