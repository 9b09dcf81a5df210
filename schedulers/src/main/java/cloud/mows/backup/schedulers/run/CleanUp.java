package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.volume.Release;
import cloud.mows.backup.cluster.volume.ResourceReference;
import cloud.mows.backup.cluster.volume.VolumeCopy;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;

/** Removes what a run made: a copy as soon as its part has ended, movers when the run has. */
final class CleanUp {
    private static final String CONDITION = "CleanedUp";
    private static final String JOB = HasMetadata.getKind(Job.class);

    private final VolumeParts volumes;
    private final Mover mover;

    CleanUp(VolumeParts volumes, Mover mover) {
        this.volumes = volumes;
        this.mover = mover;
    }

    /** @param over whether the run has ended, as far as others know */
    void step(Backup backup, boolean over, StatusDraft draft) {
        List<String> left = new ArrayList<>();
        for (BackupPart part : draft.stored()) {
            if (part.claimUid() != null && (over || part.phase().isFinal())) {
                left.addAll(release(backup, part, draft));
            }
        }
        if (over) {
            removeMovers(backup, left, draft);
            if (draft.isClean()) {
                draft.condition(CONDITION, true, "NothingLeft", "nothing is left that the run made");
            } else {
                draft.condition(CONDITION, false, "StillThere", String.join("; ", left));
            }
        }
    }

    private List<String> release(Backup backup, BackupPart part, StatusDraft draft) {
        VolumeCopy copy = volumes.copy(backup, part);
        List<ResourceReference> made = volumes.provider(part).makes(copy);
        if (draft.resources().stream().noneMatch(made::contains)) {
            return List.of();
        }
        return switch (volumes.provider(part).release(copy)) {
            case Release.Pending(List<String> left) -> left;
            case Release.Released() -> {
                draft.gone(made);
                yield List.of();
            }
        };
    }

    private void removeMovers(Backup backup, List<String> left, StatusDraft draft) {
        List<ResourceReference> jobs = draft.resources().stream()
                .filter(resource -> resource.kind().equals(JOB))
                .toList();
        if (!jobs.isEmpty()) {
            if (mover.removeAll(backup.getMetadata().getUid())) {
                draft.gone(jobs);
            } else {
                left.add("movers are being stopped");
            }
        }
    }
}
