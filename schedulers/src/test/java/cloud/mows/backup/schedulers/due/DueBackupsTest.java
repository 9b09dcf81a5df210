package cloud.mows.backup.schedulers.due;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.schedulers.policy.Documents;
import cloud.mows.backup.schedulers.policy.World;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** With Quartz and an API server in memory. */
final class DueBackupsTest {
    private final World world = new World().namespace("notes").repository("offsite");
    private final MemoryCluster cluster = new MemoryCluster();
    private final BlockingQueue<String> created = new LinkedBlockingQueue<>();

    DueBackupsTest() {
        world.documents()
                .namespaces()
                .forEach(namespace -> namespace.getMetadata().setCreationTimestamp("2026-11-20T10:00:00Z"));
        cluster.onCreate(object -> {
            object.getMetadata().setCreationTimestamp(World.NOW.toString());
            created.add(object.getMetadata().getNamespace() + "/"
                    + object.getMetadata().getName());
        });
    }

    private DueBackups start() {
        return DueBackups.start(cluster, world::documents, "mows-backup", InstantSource.fixed(World.NOW));
    }

    @Test
    void whatIsOverdueIsCreatedOnceAlsoAfterARestart() throws Exception {
        String name = "notes/scheduled-20261126-031346";
        try (DueBackups due = start()) {
            due.follow();
            assertThat(created.poll(30, TimeUnit.SECONDS)).isEqualTo(name);
        }
        cluster.remove(cluster.all(Backup.class).getFirst());
        try (DueBackups due = start()) {
            due.follow();
            assertThat(created.poll(30, TimeUnit.SECONDS))
                    .as("the same start has the same name")
                    .isEqualTo(name);
        }
        try (DueBackups due = start()) {
            due.follow();
            assertThat(due.next()).as("while it goes on").isEmpty();
        }
        assertThat(created).isEmpty();
        assertThat(cluster.all(Backup.class)).hasSize(1);
    }

    /** A look at what governs is a look at all of the cluster. */
    @Test
    void whatGovernsIsLookedAtOnceForAllThatAreDueTogether() throws Exception {
        int apps = 50;
        for (int app = 0; app < apps; app++) {
            world.namespace("app-" + app);
        }
        world.documents()
                .namespaces()
                .forEach(namespace -> namespace.getMetadata().setCreationTimestamp("2026-11-20T10:00:00Z"));
        AtomicInteger looks = new AtomicInteger();
        Supplier<Documents> documents = () -> {
            looks.incrementAndGet();
            return world.documents();
        };
        try (DueBackups due = DueBackups.start(cluster, documents, "mows-backup", InstantSource.fixed(World.NOW))) {
            due.follow();
            for (int app = 0; app <= apps; app++) {
                assertThat(created.poll(30, TimeUnit.SECONDS)).isNotNull();
            }
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void whatIsNotDueIsWaitedFor() {
        world.documents().namespaces().getFirst().getMetadata().setCreationTimestamp("2026-11-26T11:55:00Z");
        try (DueBackups due = start()) {
            due.follow();
            assertThat(due.next()).containsValue(Instant.parse("2026-11-27T03:13:46Z"));
        }
        assertThat(created).isEmpty();
    }
}
