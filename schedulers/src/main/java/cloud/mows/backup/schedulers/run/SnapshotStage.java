package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.volume.Progress;
import cloud.mows.backup.cluster.volume.Taken;
import cloud.mows.backup.cluster.volume.VolumeSource;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.PartType;
import java.time.Instant;
import java.util.Optional;

/** Makes the app hold still, and keeps the content of all its volumes. */
final class SnapshotStage {
    private final VolumeParts volumes;

    private final Hooks hooks;

    SnapshotStage(VolumeParts volumes, Hooks hooks) {
        this.volumes = volumes;
        this.hooks = hooks;
    }

    void step(Backup backup, StatusDraft draft) {
        Instant giveUpAt = draft.startTime().plusSeconds(draft.plan().snapshotDeadlineSeconds());
        if (!hooks.hold(backup, giveUpAt, draft)) {
            return;
        }
        for (BackupPart part : draft.parts()) {
            if (part.type() == PartType.VOLUME && part.phase() == PartPhase.PENDING) {
                take(backup, part, giveUpAt, draft);
            }
        }
        boolean allTaken = draft.parts().stream()
                .noneMatch(part -> part.type() == PartType.VOLUME && part.phase() == PartPhase.PENDING);
        if (!allTaken) {
            return;
        }
        draft.snapshotTaken(draft.now());
        for (BackupPart part : draft.parts()) {
            if (part.phase() == PartPhase.PENDING) {
                draft.part(Parts.running(part, draft.now()));
            }
        }
        draft.phase(BackupPhase.RUNNING, "moves data");
    }

    private void take(Backup backup, BackupPart part, Instant giveUpAt, StatusDraft draft) {
        Optional<VolumeSource> source = volumes.source(backup, part);
        if (source.isEmpty()) {
            draft.part(Parts.failed(part, "it was deleted before its snapshot was taken", draft.now()));
            return;
        }
        switch (volumes.provider(part).snapshot(source.get(), volumes.copy(backup, part), giveUpAt)) {
            case Progress.Done<Taken>(Taken taken) -> {
                if (taken.moment() != null) {
                    draft.snapshotTaken(taken.moment());
                }
                draft.part(Parts.running(part, draft.now()));
            }
            case Progress.Failed<Taken>(var problem) -> draft.part(Parts.failed(part, problem.message(), draft.now()));
            case Progress.Pending<Taken>(String reason) -> draft.message("volume " + part.name() + ": " + reason);
        }
    }
}
