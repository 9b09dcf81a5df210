package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartSnapshot;
import cloud.mows.backup.crds.backup.PartType;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.cluster.Cluster;
import cloud.mows.backup.schedulers.mover.Moved;
import cloud.mows.backup.schedulers.mover.Mover;
import cloud.mows.backup.schedulers.mover.MoverTask;
import cloud.mows.backup.schedulers.volume.Progress;
import cloud.mows.backup.schedulers.volume.Readable;
import cloud.mows.backup.schedulers.volume.VolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Moves all parts into all repositories. */
final class MoveStage {
    private final Cluster cluster;
    private final VolumeParts volumes;
    private final Mover mover;

    MoveStage(Cluster cluster, VolumeParts volumes, Mover mover) {
        this.cluster = cluster;
        this.volumes = volumes;
        this.mover = mover;
    }

    void step(Backup backup, RunSettings settings, StatusDraft draft) {
        RunTasks tasks = new RunTasks(backup, settings);
        Instant giveUpAt = draft.startTime().plus(settings.deadline());
        for (BackupPart part : draft.parts()) {
            if (part.phase() == PartPhase.RUNNING) {
                if (draft.now().isBefore(giveUpAt)) {
                    step(backup, settings, tasks, part, giveUpAt, draft);
                } else {
                    draft.part(Parts.failed(
                            part, "it took longer than " + settings.deadline().toSeconds() + " s", draft.now()));
                }
            }
        }
        if (draft.parts().stream().allMatch(part -> part.phase().isFinal())) {
            draft.phase(BackupPhase.FINISHING, "writes the ledger");
        }
    }

    private void step(
            Backup backup, RunSettings settings, RunTasks tasks, BackupPart part, Instant giveUpAt, StatusDraft draft) {
        Instant moment = Objects.requireNonNull(draft.snapshotTime(), "snapshotTime");
        if (part.type() == PartType.OBJECTS) {
            move(part, settings, repository -> tasks.objects(part, repository, moment), Optional.empty(), draft);
            return;
        }
        Optional<VolumeSource> source = volumes.source(backup, part);
        if (source.isEmpty()) {
            draft.part(Parts.failed(part, "it was deleted while it was backed up", draft.now()));
            return;
        }
        switch (volumes.provider(part).open(source.get(), volumes.copy(backup, part), giveUpAt)) {
            case Progress.Pending<Readable>(String reason) -> draft.message("volume " + part.name() + ": " + reason);
            case Progress.Failed<Readable>(var problem) ->
                draft.part(Parts.failed(part, problem.message(), draft.now()));
            case Progress.Done<Readable>(Readable readable) -> {
                List<String> excluded = excludedFiles(settings, source.get());
                move(
                        part,
                        settings,
                        repository -> tasks.volume(part, repository, readable, excluded, moment),
                        readable.warning(),
                        draft);
            }
        }
    }

    private List<String> excludedFiles(RunSettings settings, VolumeSource source) {
        PersistentVolumeClaim claim = cluster.get(
                PersistentVolumeClaim.class,
                source.claim().namespace(),
                source.claim().name());
        return claim != null && settings.claims().apply(claim) instanceof ClaimVerdict.Include include
                ? include.excludeFiles()
                : List.of();
    }

    /**
     * Into all repositories at the same time; ended when it has ended in all.
     *
     * @param warning what is doubtful about the part even if it is as good as it can be
     */
    private void move(
            BackupPart part,
            RunSettings settings,
            Function<Repository, MoverTask> task,
            Optional<String> warning,
            StatusDraft draft) {
        List<Repository> repositories = settings.repositories();
        List<PartSnapshot> snapshots = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        long bytes = 0;
        long files = 0;
        boolean ended = true;
        for (Repository repository : repositories) {
            String name = repository.getMetadata().getName();
            switch (mover.move(task.apply(repository))) {
                case Moved.Running(String doing) -> {
                    ended = false;
                    draft.message(part.name() + " into " + name + ": " + doing);
                }
                case Moved.Failed(String reason) -> missing.add(name + ": " + reason);
                case Moved.Ended(String outcome, boolean whole) -> {
                    Optional<MoverOutcome> told = MoverOutcome.parse(outcome);
                    if (told.isEmpty()) {
                        missing.add(name + ": its mover said nothing that can be understood: " + outcome);
                        continue;
                    }
                    snapshots.add(new PartSnapshot(
                            name, told.get().snapshot(), told.get().addedBytes()));
                    bytes = Math.max(bytes, told.get().bytes());
                    files = Math.max(files, told.get().files());
                    if (!whole) {
                        missing.add(name + ": " + told.get().errors());
                    }
                }
            }
        }
        if (ended) {
            boolean whole = missing.isEmpty() && !snapshots.isEmpty();
            String why = repositories.isEmpty() ? "there is no repository any more" : String.join("; ", missing);
            draft.part(Parts.ended(
                    part,
                    whole ? PartPhase.SUCCEEDED : PartPhase.FAILED,
                    whole ? warning.orElse(null) : why,
                    snapshots,
                    bytes,
                    files,
                    draft.now()));
        }
    }
}
