package cloud.mows.backup.dashboards.upkeep;

import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.crds.schedule.Schedule;
import cloud.mows.backup.dashboards.app.HoldingsWatch;
import cloud.mows.backup.dashboards.app.Timetables;
import cloud.mows.backup.dashboards.host.Documents;
import cloud.mows.backup.dashboards.host.HostState;
import cloud.mows.backup.dashboards.host.Named;
import cloud.mows.backup.dashboards.host.RepositorySpec;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunPhase;
import cloud.mows.backup.dashboards.run.RunQueue;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import cloud.mows.backup.schedulers.schedule.Timetable;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keeps the repository in order: removes what is no longer kept, gives room back, and proves that everything is there. */
public final class Upkeep {
    private static final String FILE = "upkeep.json";

    private final Documents documents;
    private final HostState files;
    private final HoldingsWatch holdings;
    private final RunQueue queue;
    private final BooleanSupplier ready;
    private final InstantSource clock;
    private final ZoneId zone;

    /** @param ready whether runs may begin by themselves */
    public Upkeep(
            Documents documents,
            HostState files,
            HoldingsWatch holdings,
            RunQueue queue,
            BooleanSupplier ready,
            InstantSource clock,
            ZoneId zone) {
        this.documents = documents;
        this.files = files;
        this.holdings = holdings;
        this.queue = queue;
        this.ready = ready;
        this.clock = clock;
        this.zone = zone;
    }

    /** To be called now and then. Begins at most one run, and none while others wait or go on. */
    public synchronized void follow() {
        Optional<Named<RepositorySpec>> repository = documents.load().repository();
        if (repository.isEmpty() || !ready.getAsBoolean() || queue.isBusy()) {
            return;
        }
        Instant now = clock.instant();
        UpkeepState state = state(repository.get().spec());
        if (timetable(repository.get(), pruning(repository.get().spec()), "prune")
                        instanceof ScheduleParser.Usable(Timetable pruning)
                && timetable(repository.get(), checking(repository.get().spec()), "check")
                        instanceof ScheduleParser.Usable(Timetable checking)) {
            begin(UpkeepDecider.next(state, !goes().isEmpty(), pruning, checking, now));
        }
    }

    private Optional<Run> begin(UpkeepTask task) {
        return switch (task) {
            case UpkeepTask.None _ -> Optional.empty();
            case UpkeepTask.CleanUp(boolean prune) ->
                Optional.of(queue.submit("", RunKind.CleanUp, null, new CleanUpWork(this, prune)));
            case UpkeepTask.Check check ->
                Optional.of(queue.submit("", RunKind.Check, null, new CheckWork(this, check)));
        };
    }

    /** Now, because somebody wants to know. */
    Run check() {
        Named<RepositorySpec> repository = repository();
        return queue.active(RunKind.Check).orElseGet(() -> {
            UpkeepState state = state(repository.spec());
            return begin(new UpkeepTask.Check(state.nextPart(), state.parts())).orElseThrow();
        });
    }

    private Named<RepositorySpec> repository() {
        return documents
                .load()
                .repository()
                .filter(_ -> ready.getAsBoolean())
                .orElseThrow(() -> ApiException.conflict("this machine is not set up yet", "finish the set-up"));
    }

    /** Ids of what is no longer kept, as far as is known; all are restore points of this machine's apps. */
    List<SnapshotId> goes() {
        Set<String> incomplete = queue.all().stream()
                .filter(run -> run.kind() == RunKind.Backup && run.phase() != RunPhase.Succeeded)
                .flatMap(run -> Optional.ofNullable(run.restorePoint()).stream())
                .collect(Collectors.toSet());
        var known = holdings.known();
        if (known.problem().isPresent()) {
            return List.of();
        }
        return HostRetention.goes(
                documents.load().apps(),
                known.points(),
                known.points().stream()
                        .map(point -> point.id())
                        .filter(id -> incomplete.contains(id.hex()))
                        .collect(Collectors.toSet()),
                zone,
                clock.instant());
    }

    private synchronized UpkeepState state(RepositorySpec repository) {
        int parts = repository.effectiveCheck().parts();
        return files.read(FILE, new TypeReference<UpkeepState>() {})
                .filter(known -> known.repository().equals(repository.address()))
                .map(known -> known.dividedInto(parts))
                .orElseGet(() -> {
                    UpkeepState fresh = UpkeepState.begin(repository.address(), clock.instant())
                            .dividedInto(parts);
                    files.write(FILE, fresh);
                    return fresh;
                });
    }

    private synchronized void change(UnaryOperator<UpkeepState> change) {
        documents
                .load()
                .repository()
                .ifPresent(repository -> files.write(FILE, change.apply(state(repository.spec()))));
    }

    /** @param problem null if it went well */
    void didForget(@Nullable String problem) {
        change(state -> state.withForgotten(done(state.forgotten(), problem)));
    }

    void didPrune(@Nullable String problem) {
        change(state -> state.withPruned(done(state.pruned(), problem)));
    }

    void didCheck(UpkeepTask.Check check, @Nullable String problem) {
        change(state -> {
            UpkeepState checked = state.withChecked(done(state.checked(), problem));
            return problem == null && check.parts() > 0 && check.parts() == state.parts()
                    ? checked.withRead(check.part(), clock.instant())
                    : checked;
        });
    }

    /** It is not begun again at once. */
    void cancelledCleanUp() {
        Instant now = clock.instant();
        change(state -> state.withForgotten(state.forgotten().cancelled(now))
                .withPruned(state.pruned().cancelled(now)));
    }

    void cancelledCheck() {
        change(state -> state.withChecked(state.checked().cancelled(clock.instant())));
    }

    private UpkeepState.Done done(UpkeepState.Done before, @Nullable String problem) {
        Instant now = clock.instant();
        return problem == null ? before.well(now) : before.badly(now, problem);
    }

    private ScheduleParser timetable(Named<RepositorySpec> repository, Schedule schedule, String what) {
        return Timetables.read(schedule, what + "/" + repository.name(), zone, clock.instant());
    }

    private static Schedule pruning(RepositorySpec repository) {
        return Objects.requireNonNull(repository.effectivePrune().schedule());
    }

    private static Schedule checking(RepositorySpec repository) {
        return Objects.requireNonNull(repository.effectiveCheck().schedule());
    }

    /** Where the copies are and how they are kept; empty before the set-up. */
    public List<PlaceStatus> places() {
        return documents.load().repository().map(this::place).stream().toList();
    }

    private PlaceStatus place(Named<RepositorySpec> repository) {
        Instant now = clock.instant();
        UpkeepState state = state(repository.spec());
        ScheduleParser pruning = timetable(repository, pruning(repository.spec()), "prune");
        ScheduleParser checking = timetable(repository, checking(repository.spec()), "check");
        return new PlaceStatus(
                repository.name(),
                repository.spec().address(),
                state.pruned().last(),
                problem(pruning, state.pruned().problem(), state.forgotten().problem()),
                isLate(state.pruned(), state.since(), pruning, now),
                state.checked().last(),
                problem(checking, state.checked().problem(), null),
                isLate(state.checked(), state.since(), checking, now),
                state.allRead().orElse(null),
                state.read().size(),
                state.parts(),
                next(state.checked(), state.since(), checking, now));
    }

    private static boolean isLate(UpkeepState.Done done, Instant since, ScheduleParser parsed, Instant now) {
        return parsed instanceof ScheduleParser.Usable(Timetable timetable)
                && UpkeepDecider.isLate(done, since, timetable, now);
    }

    private static @Nullable String problem(ScheduleParser parsed, @Nullable String one, @Nullable String other) {
        return parsed instanceof ScheduleParser.Unusable(String why)
                ? "its schedule cannot be followed: " + why
                : one == null ? other : one;
    }

    private static @Nullable Instant next(UpkeepState.Done done, Instant since, ScheduleParser parsed, Instant now) {
        return parsed instanceof ScheduleParser.Usable(Timetable timetable)
                ? timetable
                        .due(Optional.of(Objects.requireNonNullElse(done.last(), since)), now)
                        .orElse(null)
                : null;
    }
}
