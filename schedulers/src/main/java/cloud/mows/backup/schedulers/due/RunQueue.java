package cloud.mows.backup.schedulers.due;

import cloud.mows.backup.crds.backup.Backup;
import cloud.mows.backup.crds.backup.BackupPhase;
import cloud.mows.backup.crds.backup.BackupScope;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Who may begin: first come, first served, but never two of one app, and not more than may run at the same time. */
public final class RunQueue {
    private static final Comparator<Backup> IN_TURN = Comparator.<Backup, Boolean>comparing(RunQueue::waits)
            .thenComparing(backup -> backup.getMetadata().getCreationTimestamp())
            .thenComparing(backup -> backup.getMetadata().getNamespace())
            .thenComparing(backup -> backup.getMetadata().getName());

    private final int runsMax;
    private final Map<String, Integer> runsMaxByRepository;
    private final Function<Backup, Set<String>> repositories;
    private final Set<String> pruned;

    /**
     * @param runsMax in the whole cluster
     * @param runsMaxByRepository for those that have a limit of their own
     * @param repositories that a Backup goes to, by name
     * @param pruned repositories that are being pruned, by name
     */
    public RunQueue(
            int runsMax,
            Map<String, Integer> runsMaxByRepository,
            Function<Backup, Set<String>> repositories,
            Set<String> pruned) {
        this.runsMax = runsMax;
        this.runsMaxByRepository = Map.copyOf(runsMaxByRepository);
        this.repositories = repositories;
        this.pruned = Set.copyOf(pruned);
    }

    private static boolean waits(Backup backup) {
        return App.phase(backup) == BackupPhase.PENDING;
    }

    /** One whose namespace is left out, or that has no repository which can be used. */
    private boolean cannotBegin(Backup backup) {
        return waits(backup) && repositories.apply(backup).isEmpty();
    }

    /** One that has begun and comes no further until its repository is back or its pods start: others may use its place meanwhile. */
    private static boolean standsStill(Backup backup) {
        return backup.getStatus() != null && backup.getStatus().standsStill();
    }

    /**
     * What each Backup that waits has to wait for, by its uid; those that may begin are not in it.
     *
     * @param restores that change an app now, by namespace
     */
    public Map<String, String> obstacles(Collection<Backup> all, Map<String, String> restores) {
        List<Backup> unfinished = all.stream()
                .filter(backup -> !App.phase(backup).isFinal())
                .sorted(IN_TURN)
                .toList();
        Running running = new Running();
        Map<String, String> obstacles = new HashMap<>();
        for (Backup backup : unfinished) {
            if (cannotBegin(backup)) {
                // Of its own: it keeps nobody waiting.
                continue;
            }
            Optional<String> obstacle = waits(backup) ? obstacle(backup, running, restores) : Optional.empty();
            if (obstacle.isPresent()) {
                obstacles.put(backup.getMetadata().getUid(), obstacle.get());
            } else if (standsStill(backup)) {
                running.apps.put(App.of(backup), backup.getMetadata().getName());
            } else {
                running.count++;
                running.apps.put(App.of(backup), backup.getMetadata().getName());
                repositories.apply(backup).forEach(name -> running.byRepository.merge(name, 1, Integer::sum));
            }
        }
        return obstacles;
    }

    /** And what is about to. */
    private static final class Running {
        int count;
        final Map<App, String> apps = new HashMap<>();
        final Map<String, Integer> byRepository = new HashMap<>();
    }

    private Optional<String> obstacle(Backup backup, Running running, Map<String, String> restores) {
        String restore = backup.getSpec().scope() == BackupScope.NAMESPACE
                ? restores.get(backup.getMetadata().getNamespace())
                : null;
        if (restore != null) {
            return Optional.of("Restore " + restore + " changes the app: half of it would be saved");
        }
        String other = running.apps.get(App.of(backup));
        if (other != null) {
            return Optional.of("Backup " + other + " of the same app has not ended");
        }
        Optional<String> beingPruned =
                repositories.apply(backup).stream().filter(pruned::contains).min(Comparator.naturalOrder());
        if (beingPruned.isPresent()) {
            return Optional.of("Repository " + beingPruned.get() + " is being pruned");
        }
        if (running.count >= runsMax) {
            return Optional.of(
                    "there may be no more than " + runsMax + " backups at the same time (concurrentBackups)");
        }
        return repositories.apply(backup).stream()
                .filter(name -> {
                    Integer most = runsMaxByRepository.get(name);
                    return most != null && running.byRepository.getOrDefault(name, 0) >= most;
                })
                .min(Comparator.naturalOrder())
                .map(name -> "no more than " + runsMaxByRepository.get(name) + " backups may use Repository " + name
                        + " at the same time (its concurrentBackups)");
    }
}
