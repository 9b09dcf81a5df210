package cloud.mows.backup.cluster.volume.longhorn;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.cluster.volume.ProviderContract;
import cloud.mows.backup.cluster.volume.Things;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.longhorn.v1beta2.Snapshot;
import io.longhorn.v1beta2.Volume;
import java.time.InstantSource;

/** Longhorn's controllers are played as the recorded conversations show them. */
final class LonghornProviderContractTest extends ProviderContract {
    @Override
    protected ProviderName name() {
        return ProviderName.LONGHORN;
    }

    @Override
    protected VolumeProvider provider(Cluster cluster, InstantSource clock) {
        return new LonghornProvider(cluster, clock);
    }

    @Override
    protected PersistentVolume appVolume() {
        return Longhorn.appVolume();
    }

    @Override
    protected void prepare(MemoryCluster cluster) {
        cluster.put(Longhorn.engine());
        cluster.put(Longhorn.volume());
    }

    @Override
    protected void play(MemoryCluster cluster) {
        cluster.all(Snapshot.class).forEach(Longhorn::ready);
        for (Volume volume : cluster.all(Volume.class)) {
            if (!volume.getSpec().getDataSource().isEmpty()) {
                Longhorn.cloned(volume, LonghornState.cloneState(volume).isEmpty() ? "initiated" : "completed");
            }
        }
    }

    /** Snapshots go with their volume. */
    @Override
    protected void lose(MemoryCluster cluster) {
        super.lose(cluster);
        cluster.remove(Longhorn.volume());
        cluster.all(Snapshot.class).forEach(cluster::remove);
    }

    @Override
    protected String shown(MemoryCluster cluster, PersistentVolume volume) {
        return cluster.all(Volume.class).stream()
                .filter(one -> one.getMetadata()
                        .getName()
                        .equals(volume.getSpec().getCsi().getVolumeHandle()))
                .map(one -> one.getSpec().getDataSource())
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected String content() {
        return "snap://vol-1/" + Things.copy(ProviderName.LONGHORN).name();
    }
}
