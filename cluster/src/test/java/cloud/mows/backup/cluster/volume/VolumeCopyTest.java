package cloud.mows.backup.cluster.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class VolumeCopyTest {
    private static final VolumeCopy COPY = Things.copy(ProviderName.CSI);

    @Test
    void everythingMadeIsFoundAgainByItsLabels() {
        assertThat(VolumeCopy.of(of(COPY.inApp()), "mows-backup")).contains(COPY);
        assertThat(VolumeCopy.of(of(COPY.inOwn()), "mows-backup")).contains(COPY);
        assertThat(VolumeCopy.of(of(COPY.inNone()), "mows-backup")).contains(COPY);
    }

    @Test
    void namesFitEverywhereAndDifferByBackupAndClaim() {
        assertThat(COPY.name())
                .isEqualTo("mows-359ad7a32dabe94ac3dc069ae87a5c0b")
                .hasSize(37);
        assertThat(new VolumeCopy(ProviderName.CSI, "b-2", "6a1c", "photos", "mows-backup").name())
                .isNotEqualTo(COPY.name());
        assertThat(new VolumeCopy(ProviderName.CSI, "b-1", "6a1d", "photos", "mows-backup").name())
                .isNotEqualTo(COPY.name());
    }

    @Test
    void anObjectIsOursOnlyByNamePlaceAndEveryLabel() {
        assertThat(COPY.made(of(COPY.inOwn()))).isTrue();
        for (String label : COPY.labels().keySet()) {
            PersistentVolumeClaim spoilt = of(COPY.inOwn());
            spoilt.getMetadata().getLabels().remove(label);
            assertThat(COPY.made(spoilt)).as(label).isFalse();
        }
        assertThat(COPY.made(of(moved(COPY.inApp(), "mows-backup"))))
                .as("ours under the app's name")
                .isFalse();
        assertThat(COPY.made(of(moved(COPY.inOwn(), "photos"))))
                .as("the app's under our name")
                .isFalse();
        assertThat(COPY.made(of(moved(COPY.inNone(), "elsewhere"))))
                .as("elsewhere")
                .isFalse();
    }

    /** Whoever may make objects in one namespace could else have the copies of another released. */
    @Test
    void labelsThatWereCopiedToAnotherNamespaceMeanNothing() {
        assertThat(VolumeCopy.of(of(moved(COPY.inApp(), "attacker")), "mows-backup"))
                .isEmpty();
    }

    @Test
    void whatBearsOtherLabelsIsNobodys() {
        assertThat(VolumeCopy.of(
                        new PersistentVolumeClaimBuilder()
                                .withMetadata(new ObjectMeta())
                                .build(),
                        "x"))
                .isEmpty();
        PersistentVolumeClaim unknown = of(COPY.inOwn());
        unknown.getMetadata().getLabels().put(VolumeCopy.PROVIDER_LABEL, "tomorrow");
        assertThat(VolumeCopy.of(unknown, "mows-backup")).isEmpty();
    }

    /** Whoever labels a claim would else hide it from every backup and from what is said to be covered. */
    @Test
    void labelsAloneHideNothing() {
        assertThat(VolumeCopy.isOurs(of(COPY.inOwn()))).isTrue();
        assertThat(VolumeCopy.isOurs(of(COPY.inApp()))).isTrue();
        assertThat(VolumeCopy.isOurs(of(COPY.inNone()))).isTrue();
        PersistentVolumeClaim labelled = Things.claim();
        labelled.getMetadata().setLabels(COPY.labels());
        assertThat(VolumeCopy.isOurs(labelled)).isFalse();
        labelled.getMetadata().setLabels(Map.of(VolumeCopy.PROVIDER_LABEL, "csi"));
        assertThat(VolumeCopy.isOurs(labelled)).isFalse();
        assertThat(VolumeCopy.isOurs(of(moved(COPY.inApp(), "elsewhere")))).isFalse();
    }

    @Test
    void aSourceIsAVolumeThatTheClaimIsBoundTo() {
        assertThat(VolumeSource.of(Things.claim(), Things.csiVolume()))
                .isEqualTo(new VolumeSource(
                        new ClaimReference("photos", "album", "6a1c"),
                        "pvc-6a1c",
                        new Backing.Csi(Things.DRIVER, "vol-1"),
                        VolumeMode.FILESYSTEM,
                        1L << 30,
                        Things.STORAGE_CLASS));
        PersistentVolume device = Things.localVolume();
        device.getSpec().setVolumeMode("Block");
        device.getSpec().setCapacity(Map.of());
        assertThat(VolumeSource.of(Things.claim(), device))
                .extracting(VolumeSource::mode, VolumeSource::capacityBytes)
                .containsExactly(VolumeMode.BLOCK, 0L);
        PersistentVolume another = Things.csiVolume();
        another.getMetadata().setName("pvc-other");
        assertThatThrownBy(() -> VolumeSource.of(Things.claim(), another))
                .hasMessage("claim photos/album is not bound to volume pvc-other");
    }

    private static PersistentVolumeClaim of(ObjectMeta metadata) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(new ObjectMetaBuilder(metadata).build())
                .build();
    }

    private static ObjectMeta moved(ObjectMeta metadata, String namespace) {
        return new ObjectMetaBuilder(metadata).withNamespace(namespace).build();
    }
}
