package cloud.mows.backup.app.service;

import cloud.mows.backup.cluster.api.ApiServer;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.ClusterClient;
import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverSettings;
import cloud.mows.backup.cluster.volume.VolumeProvider;
import cloud.mows.backup.cluster.volume.csi.CsiProvider;
import cloud.mows.backup.cluster.volume.live.LiveProvider;
import cloud.mows.backup.cluster.volume.longhorn.LonghornProvider;
import cloud.mows.backup.crds.policy.ProviderName;
import cloud.mows.backup.restore.browse.Browsing;
import cloud.mows.backup.restore.run.RestoreRun;
import cloud.mows.backup.schedulers.controller.BackupStatuses;
import cloud.mows.backup.schedulers.controller.ClusterView;
import cloud.mows.backup.schedulers.controller.Events;
import cloud.mows.backup.schedulers.metrics.PublishedMetrics;
import cloud.mows.backup.schedulers.objects.ReaderRights;
import cloud.mows.backup.schedulers.points.Mirror;
import cloud.mows.backup.schedulers.points.RestorePoints;
import cloud.mows.backup.schedulers.retention.Maintenance;
import cloud.mows.backup.schedulers.run.BackupRun;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;

/** What the controllers are made of; the Operator SDK makes them and hands them these. */
final class Wiring {
    private static final String LEASE = "mows-backup-controller";

    /**
     * In the place of Quarkus' own, which is over another HTTP client. A connection that has died unnoticed is one request's: with HTTP/2 all
     * would share it until TCP gives it up.
     */
    @Produces
    @Singleton
    KubernetesClient client(Config config, KubernetesSerialization serialization) {
        config.setHttp2Disable(true);
        return ClusterClient.open(config, serialization);
    }

    void close(@Disposes KubernetesClient client) {
        client.close();
    }

    @Produces
    @Singleton
    Cluster cluster(KubernetesClient client) {
        return new ApiServer(client);
    }

    @Produces
    @Singleton
    MoverSettings movers(ControllerSettings settings, KubernetesClient client) {
        return new MoverSettings(settings.namespace().orElseGet(client::getNamespace), settings.image());
    }

    @Produces
    @Singleton
    ClusterView view(Cluster cluster, InstantSource clock) {
        return new ClusterView(cluster, clock);
    }

    @Produces
    @Singleton
    Maintenance maintenance(Cluster cluster, MoverSettings movers, BackupStatuses statuses, InstantSource clock) {
        return new Maintenance(cluster, movers, statuses, clock);
    }

    @Produces
    @Singleton
    BackupStatuses statuses(KubernetesClient client) {
        return new BackupStatuses(client);
    }

    @Produces
    @Singleton
    Mirror mirror(Cluster cluster, MoverSettings movers) {
        return new Mirror(cluster, movers);
    }

    @Produces
    @Singleton
    RestorePoints restorePoints(Cluster cluster) {
        return new RestorePoints(cluster);
    }

    @Produces
    @Singleton
    Events announcements(Cluster cluster, InstantSource clock) {
        return new Events(cluster, clock);
    }

    @Produces
    @Singleton
    ReaderRights readerRights(KubernetesClient client) {
        return new ReaderRights(client);
    }

    @Produces
    @Singleton
    BackupRun run(Cluster cluster, MoverSettings movers, InstantSource clock) {
        Map<ProviderName, VolumeProvider> providers = Map.of(
                ProviderName.LONGHORN, new LonghornProvider(cluster, clock),
                ProviderName.CSI, new CsiProvider(cluster, clock),
                ProviderName.LIVE, new LiveProvider(cluster, clock));
        return new BackupRun(cluster, providers, new Mover(cluster, movers), movers.namespace(), clock);
    }

    @Produces
    @Singleton
    RestoreRun restoreRun(Cluster cluster, MoverSettings movers, InstantSource clock) {
        return new RestoreRun(cluster, new Mover(cluster, movers), movers.namespace(), clock);
    }

    @Produces
    @Singleton
    Browsing browsing(Cluster cluster, MoverSettings movers, InstantSource clock) {
        return new Browsing(cluster, new Mover(cluster, movers), movers.namespace(), clock);
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    PublishedMetrics metrics() {
        return new PublishedMetrics();
    }

    /** The Operator SDK has some for each object that there ever was: there would be more of them with each Backup. */
    @Produces
    @Singleton
    MeterFilter noMetricsOfTheOperatorSdk() {
        return MeterFilter.denyNameStartsWith("operator.sdk");
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration election(
            MoverSettings movers, Leadership leadership, DueTimer due, MetricsTimer metrics) {
        Runnable lead = () -> {
            due.begin();
            metrics.begin();
        };
        LeaderCallbacks callbacks = new LeaderCallbacks(lead, leadership::lost, leader -> {});
        return new LeaderElectionConfiguration(
                LEASE,
                movers.namespace(),
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                null,
                callbacks,
                false);
    }
}
