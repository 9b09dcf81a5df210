package cloud.mows.backup.cluster.mover;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Decision;
import cloud.mows.backup.cluster.volume.VolumeMode;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MoverDeciderTest {
    private static final MoverSettings SETTINGS = new MoverSettings("mows-backup", "image:1");
    private static final MoverTask TASK = new MoverTask(
            new MoverTask.Identity("b-1", "volume/album/offsite"),
            List.of("backup", "/volumes/album"),
            new RepositoryAccess(List.of(), List.of(), List.of(), List.of(), List.of()),
            List.of(new MoverTask.Input("copy", VolumeMode.FILESYSTEM, "/volumes/album")),
            Optional.empty(),
            Optional.empty(),
            3600);
    private static final String OUTCOME = "{\"snapshot_id\":\"ab\"}";

    private static final String FAILED_AT = "2026-11-26T10:02:00Z";

    private static MoverState moved(Job job, Pod... pods) {
        return MoverDecider.follow(
                TASK.identity(), "mows-backup", job, List.of(pods), _ -> Optional.of("MountVolume failed"));
    }

    private static MoverState again(String reason) {
        return new MoverState.Failed(reason, true, Instant.parse(FAILED_AT));
    }

    private static MoverState forGood(String reason) {
        return new MoverState.Failed(reason, false, Instant.parse(FAILED_AT));
    }

    private static Job job() {
        return new JobBuilder(MoverJob.of(TASK, SETTINGS))
                .editMetadata()
                .withResourceVersion("7")
                .endMetadata()
                .build();
    }

    private static Job job(String condition, @Nullable String reason) {
        return new JobBuilder(job())
                .withNewStatus()
                .addNewCondition()
                .withType(condition)
                .withStatus("True")
                .withReason(reason)
                .withLastTransitionTime(FAILED_AT)
                .endCondition()
                .endStatus()
                .build();
    }

    private static Pod ended(int exitCode, @Nullable String reason, @Nullable String message, String at) {
        return new PodBuilder()
                .withNewMetadata()
                .withCreationTimestamp(at)
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .withFinishedAt(at)
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    @Test
    void startsAJobOnce() {
        Decision<MoverState> first = MoverDecider.start(TASK, SETTINGS);
        assertThat(first.result()).isEqualTo(new MoverState.Running("a mover is started"));
        assertThat(first.changes()).containsExactly(new Change.Create(MoverJob.of(TASK, SETTINGS)));
        assertThat(moved(job())).isEqualTo(new MoverState.Running("waits for its pod"));
    }

    @Test
    void tellsTheOutcomeOfThePodThatSucceeded() {
        assertThat(moved(
                        job("Complete", null),
                        ended(1, "Error", "mows-backup: no route to host", "2026-11-26T10:00:00Z"),
                        ended(0, "Completed", OUTCOME + "\n", "2026-11-26T10:01:00Z")))
                .isEqualTo(new MoverState.Ended(OUTCOME, true));
        assertThat(moved(job("Complete", null)))
                .isEqualTo(new MoverState.Failed("its mover has ended, and nobody saw with what", true, null));
    }

    @Test
    void whatIsIncompleteHasAnOutcomeToo() {
        assertThat(moved(job("Failed", "PodFailurePolicy"), ended(3, "Error", OUTCOME, "2026-11-26T10:00:00Z")))
                .isEqualTo(new MoverState.Ended(OUTCOME, false));
        assertThat(moved(job("Failed", "PodFailurePolicy"), ended(3, "Error", null, "2026-11-26T10:00:00Z")))
                .isEqualTo(forGood("its mover ended with exit code 3"));
    }

    @Test
    void aFailureIsToldInTheProgramsLastWords() {
        Pod first = ended(1, "Error", "mows-backup: connection refused", "2026-11-26T10:00:00Z");
        Pod last = ended(
                12,
                "Error",
                "opening\nmows-backup: wrong password\n  hint: look at the secret\n",
                "2026-11-26T10:01:00Z");
        assertThat(moved(job("Failed", "PodFailurePolicy"), last, first))
                .isEqualTo(forGood("mows-backup: wrong password"));
        assertThat(moved(job("Failed", "DeadlineExceeded"), first))
                .isEqualTo(forGood("it took too long: mows-backup: connection refused"));
        assertThat(moved(job("Failed", "BackoffLimitExceeded"), ended(137, "OOMKilled", null, "2026-11-26T10:00:00Z")))
                .isEqualTo(again("its mover needed more memory than 256Mi"));
        assertThat(moved(job("Failed", "DeadlineExceeded")))
                .isEqualTo(forGood("it took too long: no pod of it was seen"));
    }

    @Test
    void saysWhatItWaitsFor() {
        Pod pending = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewContainerStatus()
                .withNewState()
                .withNewWaiting("no such image", "ErrImagePull")
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
        assertThat(moved(job(), pending))
                .isEqualTo(new MoverState.Running("its pod waits: ErrImagePull: no such image"));
        pending.getMetadata().setCreationTimestamp(FAILED_AT);
        pending.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .setWaiting(new ContainerStateWaiting(null, "ContainerCreating"));
        assertThat(moved(job(), pending))
                .as("what only the events say")
                .isEqualTo(new MoverState.Running(
                        "its pod waits: ContainerCreating: MountVolume failed", Instant.parse(FAILED_AT)));
        Pod unscheduled = new PodBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewStatus()
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("False")
                .withMessage("0/1 nodes are available")
                .endCondition()
                .endStatus()
                .build();
        assertThat(moved(job(), unscheduled))
                .isEqualTo(new MoverState.Running("no node takes its pod: 0/1 nodes are available"));
    }

    /** A pod with both containers, ended. */
    private static Pod both(int mover, String moverSaid, int feeder, String feederSaid) {
        Pod pod = ended(mover, mover == 0 ? "Completed" : "Error", moverSaid, "2026-11-26T10:00:00Z");
        Pod other = ended(feeder, feeder == 0 ? "Completed" : "Error", feederSaid, "2026-11-26T10:00:00Z");
        ContainerStatus status = other.getStatus().getContainerStatuses().getFirst();
        status.setName("feeder");
        pod.getStatus().getContainerStatuses().getFirst().setName("mover");
        pod.getStatus().getContainerStatuses().addFirst(status);
        return pod;
    }

    @Test
    void whyAFeederOrItsMoverFailedIsToldByTheOneThatFailedFirst() {
        Job failed = job("Failed", "BackoffLimitExceeded");
        assertThat(moved(failed, both(1, "mows-backup: cut off", 1, "mows-backup: there is no namespace photos")))
                .isEqualTo(again("mows-backup: there is no namespace photos"));
        assertThat(moved(failed, both(12, "mows-backup: wrong password", 4, "mows-backup: the mover is gone")))
                .isEqualTo(forGood("mows-backup: wrong password"));
        assertThat(moved(failed, both(0, OUTCOME, 4, "mows-backup: the mover is gone")))
                .isEqualTo(again("mows-backup: the mover is gone"));
        assertThat(moved(failed, both(1, "mows-backup: cut off", 3, "Terminating due to OutOfMemoryError")))
                .isEqualTo(again("Terminating due to OutOfMemoryError"));
        Pod killed = both(1, "mows-backup: cut off", 137, "");
        killed.getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getTerminated()
                .setReason("OOMKilled");
        assertThat(moved(failed, killed)).isEqualTo(again("what reads the objects needed more memory than 256Mi"));
    }

    @Test
    void theOutcomeIsTheMoversAndNotThatOfItsFeeder() {
        assertThat(moved(job("Complete", null), both(0, OUTCOME, 0, "has said something")))
                .isEqualTo(new MoverState.Ended(OUTCOME, true));
        assertThat(moved(job("Failed", "PodFailurePolicy"), both(3, OUTCOME, 0, "")))
                .isEqualTo(new MoverState.Ended(OUTCOME, false));
    }

    @Test
    void aJobOfItsNameThatIsNotOursIsLeftAlone() {
        Job foreign = new JobBuilder(job())
                .editMetadata()
                .withLabels(null)
                .endMetadata()
                .build();
        assertThat(moved(foreign)).isInstanceOf(MoverState.Failed.class);
    }

    @Test
    void isRemovedWhenItsPodsAreGone() {
        Job job = job();
        Job going = new JobBuilder(job)
                .editMetadata()
                .withDeletionTimestamp("2026-11-26T10:00:00Z")
                .endMetadata()
                .build();
        Pod pod = ended(0, null, null, "2026-11-26T10:00:00Z");
        assertThat(MoverDecider.remove(List.of(job), List.of(pod)))
                .isEqualTo(Decision.of(false, new Change.Delete(job)));
        assertThat(MoverDecider.remove(List.of(going), List.of(pod))).isEqualTo(Decision.of(false));
        assertThat(MoverDecider.remove(List.of(), List.of(pod))).isEqualTo(Decision.of(false));
        assertThat(MoverDecider.remove(List.of(), List.of())).isEqualTo(Decision.of(true));
        assertThat(moved(going)).isEqualTo(new MoverState.Running("waits until its former mover is gone"));
    }

    @Test
    void tasksHaveNamesOfTheirOwn() {
        assertThat(TASK.identity().name()).matches("mows-[0-9a-f]{32}");
        assertThat(new MoverTask.Identity("b-2", "volume/album/offsite").name())
                .isNotEqualTo(TASK.identity().name());
        assertThat(new MoverTask.Identity("b-1", "volume/album/usb").name())
                .isNotEqualTo(TASK.identity().name());
    }
}
