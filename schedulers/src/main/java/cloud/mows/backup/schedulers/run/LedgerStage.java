package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPart;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.LedgerSummary;
import cloud.mows.backup.crds.backup.PartPhase;
import cloud.mows.backup.crds.repository.Repository;
import cloud.mows.backup.schedulers.mover.Moved;
import cloud.mows.backup.schedulers.mover.Mover;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the ledger into every repository that holds something of the run, and says how the run ended. */
final class LedgerStage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Mover mover;

    LedgerStage(Mover mover) {
        this.mover = mover;
    }

    void step(Backup backup, RunSettings settings, StatusDraft draft) {
        Set<String> filled = draft.parts().stream()
                .flatMap(part -> part.snapshots().stream())
                .map(snapshot -> snapshot.repository())
                .collect(Collectors.toSet());
        List<Repository> repositories = settings.repositories().stream()
                .filter(repository -> filled.contains(repository.getMetadata().getName()))
                .toList();
        if (repositories.isEmpty()) {
            end(draft, BackupPhase.FAILED, "nothing was saved: " + firstReason(draft));
            return;
        }
        write(new RunTasks(backup, settings), repositories, draft);
    }

    private void write(RunTasks tasks, List<Repository> repositories, StatusDraft draft) {
        Instant moment = Objects.requireNonNull(draft.snapshotTime(), "snapshotTime");
        List<String> missing = new ArrayList<>();
        Optional<LedgerSummary> summary = Optional.empty();
        for (Repository repository : repositories) {
            String name = repository.getMetadata().getName();
            switch (mover.move(tasks.ledger(draft.parts(), repository, moment))) {
                case Moved.Running(String doing) -> {
                    draft.message("ledger into " + name + ": " + doing);
                    return;
                }
                case Moved.Failed(String reason) -> missing.add(name + ": " + reason);
                case Moved.Ended(String outcome, boolean _) -> {
                    Optional<LedgerSummary> told = parse(outcome);
                    if (told.isEmpty()) {
                        missing.add(name + ": its mover said nothing that can be understood: " + outcome);
                    }
                    summary = worse(summary, told);
                }
            }
        }
        if (summary.isEmpty()) {
            end(draft, BackupPhase.FAILED, "the ledger could not be written: " + String.join("; ", missing));
            return;
        }
        draft.ledger(summary.get());
        if (!missing.isEmpty()) {
            end(draft, BackupPhase.PARTIALLY_FAILED, "the ledger is not everywhere: " + String.join("; ", missing));
        } else if (summary.get().failed() > 0) {
            end(draft, BackupPhase.PARTIALLY_FAILED, "something is missing: " + firstReason(draft));
        } else {
            end(draft, BackupPhase.SUCCEEDED, "everything is captured or excused");
        }
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
                .map(LedgerStage::told)
                .orElse("see the ledger");
    }

    private static String told(BackupPart part) {
        return part.type().name().toLowerCase(Locale.ROOT) + " " + part.name() + ": " + part.reason();
    }

    private static Optional<LedgerSummary> worse(Optional<LedgerSummary> one, Optional<LedgerSummary> other) {
        return one.isEmpty()
                        || (other.isPresent()
                                && other.get().failed() > one.get().failed())
                ? other
                : one;
    }

    private static Optional<LedgerSummary> parse(String outcome) {
        try {
            JsonNode json = JSON.readTree(outcome);
            return json.path("captured").isNumber()
                            && json.path("excused").isNumber()
                            && json.path("failed").isNumber()
                    ? Optional.of(new LedgerSummary(
                            json.path("captured").asLong(),
                            json.path("excused").asLong(),
                            json.path("failed").asLong()))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
