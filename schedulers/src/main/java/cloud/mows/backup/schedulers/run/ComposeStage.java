package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.cluster.mover.Mover;
import cloud.mows.backup.cluster.mover.MoverState;
import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.backup.RepositorySnapshot;
import cloud.mows.backup.schedulers.run.TargetStep.NextTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the restore point in every repository that holds something of the run, and says how the run ended. */
final class ComposeStage {
    /** After the deadline of the run: what was saved in time is to have its ledger. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final Mover mover;

    ComposeStage(Mover mover) {
        this.mover = mover;
    }

    void step(Backup backup, RunSettings settings, StatusDraft draft) {
        Set<String> filled = draft.parts().stream()
                .flatMap(part -> part.snapshots().stream())
                .map(RepositorySnapshot::repository)
                .collect(Collectors.toSet());
        List<String> repositories =
                draft.plan().repositories().stream().filter(filled::contains).toList();
        if (repositories.isEmpty()) {
            end(draft, BackupPhase.FAILED, "nothing was saved: " + firstReason(draft));
            return;
        }
        TargetStep step = new TargetStep(mover, settings, draft.now());
        RunTasks tasks = new RunTasks(backup, settings, draft.plan());
        Instant moment = Objects.requireNonNull(draft.snapshotTime(), "snapshotTime");
        List<Target> targets = repositories.stream()
                .map(repository -> step.step(
                        repository,
                        tasks.composeIdentity(repository),
                        draft.ledgerRetries(),
                        () -> new NextTask.Ready(tasks.compose(
                                draft.parts(),
                                Hooks.entries(draft),
                                settings.repositories().get(repository),
                                moment))))
                .toList();
        draft.moving(targets);
        if (targets.stream().flatMap(target -> Target.going(target).stream()).anyMatch(Target.Going::retried)) {
            draft.ledgerRetried();
        }
        written(targets, draft);
    }

    private static void written(List<Target> targets, StatusDraft draft) {
        boolean late = !draft.now().isBefore(draft.giveUpAt().plus(GRACE));
        List<String> missing = new ArrayList<>();
        List<RepositorySnapshot> points = new ArrayList<>();
        Optional<ComposeOutcome> outcome = Optional.empty();
        for (Target target : targets) {
            switch (target) {
                case Target.Going going -> {
                    if (!late) {
                        draft.message("restore point in " + going.repository() + ": " + going.doing());
                        return;
                    }
                    missing.add(going.repository() + ": it took too long: " + going.doing());
                }
                case Target.Missing(String repository, String why) -> missing.add(repository + ": " + why);
                case Target.There(String repository, MoverState.Ended end) -> {
                    Optional<ComposeOutcome> told = ComposeOutcome.parse(end.outcome());
                    if (told.isEmpty()) {
                        missing.add(repository + ": its mover said nothing that can be understood: " + end.outcome());
                    }
                    told.ifPresent(each -> points.add(each.in(repository, draft.parts())));
                    outcome = ComposeOutcome.worse(outcome, told);
                }
            }
        }
        if (outcome.isEmpty()) {
            end(draft, BackupPhase.FAILED, "no restore point could be made: " + String.join("; ", missing));
            return;
        }
        draft.composed(outcome.get().summary(), points);
        if (!missing.isEmpty()) {
            end(
                    draft,
                    BackupPhase.PARTIALLY_FAILED,
                    "the restore point is not everywhere: " + String.join("; ", missing));
        } else if (outcome.get().summary().failed() > 0) {
            end(draft, BackupPhase.PARTIALLY_FAILED, "something is missing: " + reasons(draft, outcome.get()));
        } else {
            end(draft, BackupPhase.SUCCEEDED, "everything is captured or excused");
        }
    }

    private static String reasons(StatusDraft draft, ComposeOutcome outcome) {
        return draft.parts().stream().anyMatch(part -> part.phase() == PartPhase.FAILED)
                ? firstReason(draft)
                : outcome.missing();
    }

    private static void end(StatusDraft draft, BackupPhase phase, String message) {
        boolean complete = phase == BackupPhase.SUCCEEDED;
        draft.phase(phase, message);
        draft.condition("Complete", complete, complete ? "NothingMissing" : "SomethingMissing", message);
    }

    private static String firstReason(StatusDraft draft) {
        return draft.parts().stream()
                .filter(part -> part.phase() == PartPhase.FAILED)
                .findFirst()
                .map(ComposeStage::told)
                .orElse("see the ledger");
    }

    private static String told(BackupPart part) {
        return part.type().name().toLowerCase(Locale.ROOT) + " " + part.name() + ": " + part.reason();
    }
}
