package cloud.mows.backup.cluster.volume;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.cluster.api.MemoryCluster;
import cloud.mows.backup.crds.policy.ProviderName;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every provider keeps to, whatever its storage: with an API server in memory and controllers played by the test. */
public abstract class ProviderContract {
    private static final Instant NEVER = Instant.MAX;
    private static final int ROUNDS_MAX = 60;

    protected abstract ProviderName name();

    protected abstract VolumeProvider provider(Cluster cluster, InstantSource clock);

    protected abstract PersistentVolume appVolume();

    /** What there is beside the app's claim and volume. */
    protected abstract void prepare(MemoryCluster cluster);

    /** What the controllers do next, beside {@link #bind}. */
    protected abstract void play(MemoryCluster cluster);

    /** What a pod would see that mounts a claim of this volume. */
    protected abstract String shown(MemoryCluster cluster, PersistentVolume volume);

    /** What it has to see. */
    protected abstract String content();

    /** The app's claim is deleted, and what goes with it. */
    protected void lose(MemoryCluster cluster) {
        cluster.remove(Things.claim());
        cluster.remove(appVolume());
    }

    private VolumeCopy copy() {
        return Things.copy(name());
    }

    private VolumeSource source() {
        return VolumeSource.of(Things.claim(), appVolume());
    }

    private FlakyCluster cluster() {
        FlakyCluster cluster = new FlakyCluster();
        cluster.memory.put(Things.claim());
        cluster.memory.put(appVolume());
        prepare(cluster.memory);
        return cluster;
    }

    private VolumeProvider provider(Cluster cluster) {
        return provider(cluster, () -> Instant.EPOCH);
    }

    private static void bind(MemoryCluster cluster) {
        for (PersistentVolumeClaim claim : cluster.all(PersistentVolumeClaim.class)) {
            if (volumeOf(cluster, claim) != null) {
                claim.setStatus(new PersistentVolumeClaimStatus());
                claim.getStatus().setPhase("Bound");
            }
        }
    }

    private static @Nullable PersistentVolume volumeOf(MemoryCluster cluster, PersistentVolumeClaim claim) {
        return cluster.all(PersistentVolume.class).stream()
                .filter(one ->
                        one.getMetadata().getName().equals(claim.getSpec().getVolumeName()))
                .findFirst()
                .orElse(null);
    }

    /** Until it is taken; a new process after each failed request. */
    private Progress<Taken> take(FlakyCluster cluster) {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            try {
                Progress<Taken> progress = provider(cluster).snapshot(source(), copy(), NEVER);
                if (!(progress instanceof Progress.Pending<?>)) {
                    return progress;
                }
            } catch (KubernetesClientException _) {
                // The next one goes on.
            }
            controllers(cluster.memory);
        }
        throw new AssertionError("the snapshot is pending for ever");
    }

    private void controllers(MemoryCluster cluster) {
        play(cluster);
        bind(cluster);
    }

    private Progress<Readable> open(FlakyCluster cluster) {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            try {
                Progress<Readable> progress = provider(cluster).open(source(), copy(), NEVER);
                if (!(progress instanceof Progress.Pending<?>)) {
                    return progress;
                }
            } catch (KubernetesClientException _) {
                // The next one goes on.
            }
            controllers(cluster.memory);
        }
        throw new AssertionError("opening is pending for ever");
    }

    private void release(FlakyCluster cluster) {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            try {
                if (provider(cluster).release(copy()) instanceof Release.Released) {
                    return;
                }
            } catch (KubernetesClientException _) {
                // The next one goes on.
            }
            controllers(cluster.memory);
        }
        throw new AssertionError("releasing is pending for ever: " + there(cluster));
    }

    private static Set<ResourceReference> there(FlakyCluster cluster) {
        Set<ResourceReference> there = new HashSet<>();
        cluster.memory.all(HasMetadata.class).forEach(object -> there.add(ResourceReference.to(object)));
        return there;
    }

    private void assertShows(FlakyCluster cluster, Progress<Readable> opened) {
        assertThat(opened).isInstanceOf(Progress.Done.class);
        Readable readable = ((Progress.Done<Readable>) opened).value();
        PersistentVolumeClaim claim = cluster.memory.all(PersistentVolumeClaim.class).stream()
                .filter(one -> one.getMetadata().getName().equals(readable.claim())
                        && one.getMetadata().getNamespace().equals(readable.namespace()))
                .findFirst()
                .orElseThrow();
        assertThat(claim.getMetadata().getNamespace()).isEqualTo(copy().ownNamespace());
        assertThat(shown(cluster.memory, volumeOf(cluster.memory, claim))).isEqualTo(content());
    }

    @Test
    void takesOpensAndLeavesNothing() {
        FlakyCluster cluster = cluster();
        Set<ResourceReference> before = there(cluster);
        List<ResourceReference> told = provider(cluster).makes(copy());
        assertThat(take(cluster)).isInstanceOf(Progress.Done.class);
        assertShows(cluster, open(cluster));
        assertThat(cluster.made.stream().map(ResourceReference::to)).containsExactlyInAnyOrderElementsOf(told);
        release(cluster);
        assertThat(there(cluster)).isEqualTo(before);
    }

    @Test
    void whatIsDoneMayBeAskedAgain() {
        FlakyCluster cluster = cluster();
        Progress<Taken> taken = take(cluster);
        assertThat(take(cluster)).isEqualTo(taken);
        Progress<Readable> opened = open(cluster);
        int changes = cluster.changes();
        assertThat(open(cluster)).isEqualTo(opened);
        assertThat(cluster.changes()).isEqualTo(changes);
        release(cluster);
        int all = cluster.changes();
        release(cluster);
        assertThat(cluster.changes()).isEqualTo(all);
    }

    @Test
    void goesOnAfterAnyRequestFailed() {
        for (int call = 1; ; call++) {
            FlakyCluster cluster = cluster();
            Set<ResourceReference> before = there(cluster);
            cluster.memory.failing(call);
            goOn(cluster, before, "call " + call + " failed");
            if (!cluster.memory.hasFailed()) {
                return;
            }
        }
    }

    @Test
    void goesOnAfterDyingBehindAnyChange() {
        int change = 1;
        FlakyCluster cluster;
        do {
            cluster = cluster().losingAnswer(change);
            goOn(cluster, there(cluster), "died behind change " + change);
        } while (cluster.changes() >= change++);
    }

    private void goOn(FlakyCluster cluster, Set<ResourceReference> before, String after) {
        assertThat(take(cluster)).as(after).isInstanceOf(Progress.Done.class);
        assertShows(cluster, open(cluster));
        release(cluster);
        assertThat(there(cluster)).as(after).isEqualTo(before);
    }

    @Test
    void isReleasedFromWhereverItStopped() {
        int change = 1;
        boolean stopped = true;
        while (stopped) {
            FlakyCluster cluster = cluster().losingAnswer(change);
            Set<ResourceReference> before = there(cluster);
            stopped = stopsOnTheWay(cluster);
            release(cluster);
            assertThat(there(cluster)).as("stopped behind change " + change).isEqualTo(before);
            change++;
        }
    }

    private boolean stopsOnTheWay(FlakyCluster cluster) {
        VolumeProvider provider = provider(cluster);
        try {
            while (provider.snapshot(source(), copy(), NEVER) instanceof Progress.Pending<?>) {
                controllers(cluster.memory);
            }
            while (provider.open(source(), copy(), NEVER) instanceof Progress.Pending<?>) {
                controllers(cluster.memory);
            }
            return false;
        } catch (KubernetesClientException _) {
            return true;
        }
    }

    @Test
    void touchesNothingOfTheSameNameThatItDidNotMake() {
        FlakyCluster rehearsal = cluster();
        take(rehearsal);
        open(rehearsal);
        assertThat(rehearsal.made).isNotEmpty();
        for (HasMetadata made : rehearsal.made) {
            HasMetadata foreign = Things.foreign(made);
            FlakyCluster cluster = cluster();
            cluster.memory.put(foreign);
            Progress<Taken> taken = take(cluster);
            Progress<?> end = taken instanceof Progress.Failed<?> ? taken : open(cluster);
            assertThat(end.toString())
                    .as(ResourceReference.to(foreign).toString())
                    .contains("NOT_OURS", ResourceReference.to(foreign) + " was not made for this backup");
            release(cluster);
            assertThat(there(cluster)).contains(ResourceReference.to(foreign));
        }
    }

    @Test
    void withoutItsClaimThereIsNothingToTake() {
        FlakyCluster cluster = cluster();
        lose(cluster.memory);
        assertThat(take(cluster).toString()).contains("GONE", "claim photos/album does not exist any more");
        assertThat(cluster.made).isEmpty();
    }

    @Test
    void aClaimThatGoesInTheMiddleIsReadInFullOrNotAtAll() {
        FlakyCluster cluster = cluster();
        Set<ResourceReference> apps = there(cluster);
        take(cluster);
        lose(cluster.memory);
        Progress<Readable> opened = open(cluster);
        if (opened instanceof Progress.Done<Readable>) {
            assertShows(cluster, opened);
        } else {
            assertThat(opened.toString()).contains("GONE");
        }
        release(cluster);
        assertThat(apps).containsAll(there(cluster));
    }

    @Test
    void withoutControllersItWaitsAndIsTooLateInTheEnd() {
        FlakyCluster cluster = cluster();
        VolumeProvider provider = provider(cluster);
        Progress<?> last = provider.snapshot(source(), copy(), NEVER);
        boolean taken = last instanceof Progress.Done<?>;
        for (int round = 0; round < 5; round++) {
            last = taken ? provider.open(source(), copy(), NEVER) : provider.snapshot(source(), copy(), NEVER);
        }
        assertThat(last).isInstanceOf(Progress.Pending.class);
        int changes = cluster.changes();
        last = taken
                ? provider.open(source(), copy(), Instant.EPOCH)
                : provider.snapshot(source(), copy(), Instant.EPOCH);
        assertThat(last.toString()).contains("TOO_LATE");
        assertThat(cluster.changes()).isEqualTo(changes);
    }
}
