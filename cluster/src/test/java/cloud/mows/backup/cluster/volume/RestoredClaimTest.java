package cloud.mows.backup.cluster.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoredClaimTest {
    private static final OwnerReference RESTORE = new OwnerReferenceBuilder()
            .withKind("Restore")
            .withName("back")
            .withUid("r-1")
            .build();
    private static final RestoredClaim RESTORED = new RestoredClaim(RESTORE, "album", "photos", "mows-backup");

    /** A backup of our own namespace would save it half filled. */
    @Test
    void aClaimThatIsBeingFilledIsOurs() {
        assertThat(OwnVolumes.isOurs(claim(RESTORED.ownMetadata()))).isTrue();
    }

    /** Whoever labels a claim would else hide it from every backup. */
    @Test
    void neitherLabelsNorNamesAloneHideAClaim() {
        ObjectMeta other = RESTORED.ownMetadata();
        assertThat(OwnVolumes.isOurs(
                        claim(new ObjectMetaBuilder(other).withName("photos").build())))
                .isFalse();
        assertThat(OwnVolumes.isOurs(claim(new ObjectMetaBuilder(other)
                        .withOwnerReferences(List.of())
                        .build())))
                .isFalse();
        assertThat(OwnVolumes.isOurs(
                        claim(new ObjectMetaBuilder(other).withLabels(Map.of()).build())))
                .isFalse();
        assertThat(OwnVolumes.isOurs(claim(
                        new ObjectMetaBuilder(other).withAnnotations(Map.of()).build())))
                .isFalse();
    }

    private static PersistentVolumeClaim claim(ObjectMeta metadata) {
        return new PersistentVolumeClaimBuilder().withMetadata(metadata).build();
    }
}
