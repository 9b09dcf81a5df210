package cloud.mows.backup.app.service;

import cloud.mows.backup.schedulers.cluster.ApiServer;
import cloud.mows.backup.schedulers.cluster.Cluster;
import cloud.mows.backup.schedulers.mover.MoverSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What the controllers are made of; the Operator SDK makes them and hands them these. */
final class Wiring {
    private static final String LEASE = "mows-backup-controller";

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
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    LeaderElectionConfiguration election(MoverSettings movers, Leadership leadership) {
        LeaderCallbacks callbacks = new LeaderCallbacks(() -> {}, leadership::lost, leader -> {});
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
