package cloud.mows.backup.schedulers.controller;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.policy.ClusterBackupPolicy;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.schedulers.policy.World;
import org.junit.jupiter.api.Test;

final class DefaultPolicyTest {
    private final MemoryCluster cluster = new MemoryCluster();
    private final DefaultPolicy policy = new DefaultPolicy(cluster);

    @Test
    void isMadeWhereThereIsNone() {
        policy.ensure();
        policy.ensure();
        assertThat(cluster.all(ClusterBackupPolicy.class)).singleElement().satisfies(made -> {
            assertThat(made.getMetadata().getName()).isEqualTo(ClusterBackupPolicy.NAME);
            assertThat(made.getSpec()).isEqualTo(ClusterBackupPolicySpec.DEFAULT);
        });
    }

    @Test
    void theOneOfTheAdministratorStays() {
        ClusterBackupPolicy own =
                new World().cluster("{suspend: true}").documents().cluster().orElseThrow();
        cluster.put(own);
        policy.ensure();
        assertThat(cluster.all(ClusterBackupPolicy.class)).containsExactly(own);
    }
}
