package cloud.mows.backup.cluster.volume.live;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.volume.ProviderContract;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import java.time.InstantSource;

final class LiveProviderContractTest extends ProviderContract {
    @Override
    protected ProviderName name() {
        return ProviderName.LIVE;
    }

    @Override
    protected VolumeProvider provider(Cluster cluster, InstantSource clock) {
        return new LiveProvider(cluster, clock);
    }

    @Override
    protected PersistentVolume appVolume() {
        return Things.localVolume();
    }

    @Override
    protected void prepare(MemoryCluster cluster) {}

    @Override
    protected void play(MemoryCluster cluster) {}

    @Override
    protected String shown(MemoryCluster cluster, PersistentVolume volume) {
        return volume.getSpec().getLocal().getPath();
    }

    @Override
    protected String content() {
        return "/srv/album";
    }
}
