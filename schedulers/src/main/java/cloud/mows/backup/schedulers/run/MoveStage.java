package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Readable;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.schedulers.run.TargetStep.NextTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Moves all parts into all repositories of the plan. */
final class MoveStage {
    private final VolumeParts volumes;
    private final Mover mover;

    MoveStage(VolumeParts volumes, Mover mover) {
        this.volumes = volumes;
        this.mover = mover;
    }

    void step(Backup backup, RunSettings settings, StatusDraft draft) {
        RunTasks tasks = new RunTasks(backup, settings, draft.plan());
        List<Target> targets = new ArrayList<>();
        for (BackupPart part : draft.parts()) {
            if (part.phase() == PartPhase.RUNNING) {
                targets.addAll(step(backup, settings, tasks, part, draft));
            }
        }
        draft.moving(targets);
        if (draft.parts().stream().allMatch(part -> part.phase().isFinal())) {
            draft.phase(BackupPhase.FINISHING, "makes the restore point");
        }
    }

    private List<Target> step(Backup backup, RunSettings settings, RunTasks tasks, BackupPart part, StatusDraft draft) {
        TargetStep step = new TargetStep(mover, settings, draft.now());
        List<String> repositories = draft.plan().repositories();
        Source source = new Source(backup, part, settings, tasks, draft);
        List<Target> targets = repositories.stream()
                .map(repository -> step.step(
                        repository,
                        tasks.identity(part, repository),
                        Objects.requireNonNullElse(part.retries(), 0),
                        () -> source.task(repository)))
                .toList();
        draft.part(after(source.warning == null ? part : part.withReason(source.warning), targets, draft));
        return targets;
    }

    /** What a part is moved from; a copy of a volume is opened when the first mover needs it. */
    private final class Source {
        private final Backup backup;
        private final BackupPart part;
        private final RunSettings settings;
        private final RunTasks tasks;
        private final StatusDraft draft;
        private @Nullable Function<String, NextTask> opened;
        private @Nullable String warning;

        Source(Backup backup, BackupPart part, RunSettings settings, RunTasks tasks, StatusDraft draft) {
            this.backup = backup;
            this.part = part;
            this.settings = settings;
            this.tasks = tasks;
            this.draft = draft;
        }

        NextTask task(String repository) {
            if (opened == null) {
                opened = switch (part.type()) {
                    case OBJECTS -> objects();
                    case DUMP -> dump();
                    case VOLUME, FILES -> volume();
                };
            }
            return opened.apply(repository);
        }

        private Function<String, NextTask> objects() {
            return name -> new NextTask.Ready(
                    tasks.objects(part, settings.repositories().get(name), moment()));
        }

        private Function<String, NextTask> dump() {
            return name ->
                    new NextTask.Ready(tasks.dump(part, settings.repositories().get(name), moment()));
        }

        private Function<String, NextTask> volume() {
            Optional<VolumeSource> source = volumes.source(backup, part);
            if (source.isEmpty()) {
                return _ -> new NextTask.Never("it was deleted before all of it was saved");
            }
            return switch (volumes.provider(part).open(source.get(), volumes.copy(backup, part), draft.giveUpAt())) {
                case Progress.Pending<Readable>(String reason) -> _ -> new NextTask.Later(reason);
                case Progress.Failed<Readable>(var problem) -> _ -> new NextTask.Never(problem.message());
                case Progress.Done<Readable>(Readable readable) -> {
                    warning = readable.warning().map(StatusDraft::cut).orElse(null);
                    yield name -> new NextTask.Ready(
                            tasks.volume(part, settings.repositories().get(name), readable, moment()));
                }
            };
        }

        private Instant moment() {
            return Objects.requireNonNull(draft.snapshotTime(), "snapshotTime");
        }
    }

    /** The part with what is there of it; ended when it has ended everywhere, or when it is too late. */
    private static BackupPart after(BackupPart part, List<Target> targets, StatusDraft draft) {
        boolean late = !draft.now().isBefore(draft.giveUpAt());
        Saved saved = new Saved();
        for (Target target : targets) {
            switch (target) {
                case Target.Missing(String repository, String why) -> saved.missing.add(repository + ": " + why);
                case Target.There(String repository, MoverState.Ended end) -> saved.add(repository, end);
                case Target.Going going -> {
                    draft.message(part.name() + " into " + going.repository() + ": " + going.doing());
                    if (late) {
                        saved.missing.add(going.repository() + ": it took longer than "
                                + draft.plan().deadlineSeconds() + " s: " + going.doing());
                    } else {
                        saved.going++;
                    }
                }
            }
        }
        if (saved.going > 0) {
            boolean retried =
                    targets.stream().flatMap(t -> Target.going(t).stream()).anyMatch(Target.Going::retried);
            BackupPart sofar = part.withSnapshots(saved.snapshots);
            return retried ? sofar.withRetries(Objects.requireNonNullElse(part.retries(), 0) + 1) : sofar;
        }
        boolean whole = saved.missing.isEmpty();
        return Parts.ended(
                part,
                whole ? PartPhase.SUCCEEDED : PartPhase.FAILED,
                whole ? null : String.join("; ", saved.missing),
                saved.snapshots,
                saved.bytes,
                saved.files,
                draft.now());
    }

    /** Of one part, in all repositories. */
    private static final class Saved {
        final List<RepositorySnapshot> snapshots = new ArrayList<>();
        final List<String> missing = new ArrayList<>();
        long bytes;
        long files;
        int going;

        void add(String repository, MoverState.Ended end) {
            Optional<MoverOutcome> told = MoverOutcome.parse(end.outcome());
            if (told.isEmpty()) {
                missing.add(repository + ": its mover said nothing that can be understood: " + end.outcome());
                return;
            }
            snapshots.add(new RepositorySnapshot(
                    repository, told.get().snapshot(), told.get().addedBytes()));
            bytes = Math.max(bytes, told.get().bytes());
            files = Math.max(files, told.get().files());
            if (!end.whole()) {
                missing.add(repository + ": " + told.get().errors());
            }
        }
    }
}
