package cloud.mows.backup.cluster.volume.live;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.volume.ObservedCluster;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What it gathers; what it does with that, the decider's tests tell. */
final class LiveProviderTest {
    private static final VolumeCopy COPY = Things.copy(ProviderName.LIVE);
    private static final Instant NEVER = Instant.MAX;

    private static LiveProvider provider(ObservedCluster cluster) {
        return new LiveProvider(cluster, () -> Instant.EPOCH);
    }

    private static VolumeSource source(PersistentVolume volume) {
        return VolumeSource.of(Things.claim(), volume);
    }

    @Test
    void makesOnlyWhatItTold() {
        assertThat(provider(new ObservedCluster()).makes(COPY))
                .extracting(made -> made.toString().replace(COPY.name(), "NAME"))
                .containsExactly("PersistentVolume NAME", "PersistentVolumeClaim mows-backup/NAME");
    }

    @Test
    void refusesWhatCannotBeReadInPlace() {
        assertThat(provider(new ObservedCluster())
                        .snapshot(source(Things.csiVolume()), COPY, NEVER)
                        .toString())
                .contains("NOT_READABLE", "a volume of driver disks.example cannot be read in place");
        assertThat(provider(new ObservedCluster())
                        .snapshot(source(Things.iscsiVolume()), COPY, NEVER)
                        .toString())
                .contains("NOT_READABLE", "a volume of this kind cannot be read in place");
        assertThat(provider(new ObservedCluster(Things.claim())).snapshot(source(Things.nfsVolume()), COPY, NEVER))
                .isInstanceOf(Progress.Done.class);
    }

    @Test
    void asksWhereAPlaceIsOnlyIfTheVolumeDoesNotSay() {
        var node = new NodeBuilder()
                .withNewMetadata()
                .withName("n7")
                .withLabels(Map.of(NodePlacement.HOST_NAME, "n7"))
                .endMetadata()
                .build();
        assertThat(nodesOfMade(new ObservedCluster(Things.localVolume(), node), Things.localVolume()))
                .contains("n1");
        assertThat(nodesOfMade(new ObservedCluster(Things.hostPathVolume(), node), Things.hostPathVolume()))
                .contains("n7");
    }

    private static String nodesOfMade(ObservedCluster cluster, PersistentVolume volume) {
        assertThat(provider(cluster).open(source(volume), COPY, NEVER)).isInstanceOf(Progress.Pending.class);
        PersistentVolume made = (PersistentVolume) ((Change.Create) cluster.changes.getFirst()).wanted();
        return made.getSpec().getNodeAffinity().toString();
    }

    @Test
    void aVolumeThatIsGoneIsNotRead() {
        assertThat(provider(new ObservedCluster())
                        .open(source(Things.localVolume()), COPY, NEVER)
                        .toString())
                .contains("GONE", "the volume of claim photos/album does not exist any more");
    }

    @Test
    void releasesNothingOfTheApps() {
        ObservedCluster cluster = new ObservedCluster(Things.claim(), Things.localVolume());
        assertThat(provider(cluster).release(COPY)).isEqualTo(new Release.Released());
        assertThat(cluster.changes).isEmpty();
    }
}
