package cloud.mows.backup.dashboards.plan;

import cloud.mows.backup.core.bytes.EscapedBytes;
import cloud.mows.backup.core.engine.Engine;
import cloud.mows.backup.core.engine.OpenRepository.OpenSnapshot;
import cloud.mows.backup.core.extract.Deletion;
import cloud.mows.backup.core.extract.ExtractRequest;
import cloud.mows.backup.core.extract.Overwrite;
import cloud.mows.backup.core.layout.BackupId;
import cloud.mows.backup.core.posix.BytePath;
import cloud.mows.backup.core.snapshot.Snapshot;
import cloud.mows.backup.core.target.LinuxTarget;
import cloud.mows.backup.core.target.TargetException;
import cloud.mows.backup.dashboards.host.DatabaseSpec;
import cloud.mows.backup.dashboards.plan.PlanRequest.TargetKind;
import cloud.mows.backup.dashboards.point.ApiPath;
import cloud.mows.backup.dashboards.point.RestorePoints;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunKind;
import cloud.mows.backup.dashboards.run.RunQueue;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Makes plans, keeps the newest, and begins what they say. */
public final class RestorePlans {
    private static final int PATHS_MAX = 1000;
    private static final int KEPT = 50;

    private final RestorePoints points;
    private final RunQueue queue;
    private final Supplier<String> host;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Planned> plans = new LinkedHashMap<>();

    /** @param host id of this host */
    public RestorePlans(RestorePoints points, RunQueue queue, Supplier<String> host) {
        this.points = points;
        this.queue = queue;
        this.host = host;
    }

    public RestorePlan plan(String point, PlanRequest request) {
        if (request.paths() == null
                || request.paths().isEmpty()
                || request.paths().size() > PATHS_MAX) {
            throw ApiException.unusable(
                    "a restore is of 1 to " + PATHS_MAX + " paths", "choose the directory that holds them");
        }
        List<BytePath> paths =
                request.paths().stream().map(RestorePlans::path).distinct().toList();
        byte[] id = new byte[16];
        random.nextBytes(id);
        Planned planned = make(HexFormat.of().formatHex(id), point, paths, target(request.target()));
        synchronized (plans) {
            plans.put(planned.plan().id(), planned);
            if (plans.size() > KEPT) {
                plans.remove(plans.keySet().iterator().next());
            }
        }
        return planned.plan();
    }

    private static BytePath path(String text) {
        BytePath path = ApiPath.decode(text);
        if (EscapedBytes.hasAny(EscapedBytes.escape(path.bytes()))) {
            throw ApiException.unusable(
                    "the name " + text + " is not UTF-8, and cannot be chosen alone",
                    "choose the directory that holds it");
        }
        return path;
    }

    /** Of a directory above what was backed up, only that: what else is in it has nothing to do with the restore. */
    private static List<BytePath> narrowed(List<BytePath> wanted, Snapshot snapshot) {
        List<BytePath> saved = snapshot.paths().stream().map(BytePath::of).toList();
        return wanted.stream()
                .flatMap(path -> {
                    List<BytePath> below = saved.stream()
                            .filter(each -> PathSelection.isWithin(each, path))
                            .toList();
                    return below.isEmpty() ? Stream.of(path) : below.stream();
                })
                .distinct()
                .toList();
    }

    /** Dumps were files nowhere on this machine. */
    private static List<BytePath> withoutDumps(List<BytePath> paths, Snapshot snapshot, PlanTally tally) {
        List<BytePath> servers = snapshot.paths().stream()
                .filter(path -> DatabaseSpec.ofFolder(path) != null)
                .map(BytePath::of)
                .toList();
        List<BytePath> files = paths.stream()
                .filter(path -> servers.stream().noneMatch(server -> PathSelection.isWithin(path, server)))
                .toList();
        if (files.isEmpty()) {
            throw ApiException.conflict(
                    "dumps of databases are not put back where they were, for they were no files of this machine",
                    "put them into another directory, and give them to pg_restore from there");
        }
        if (files.size() < paths.size()) {
            tally.limited(
                    "The dumps of databases are left out here: put them into another directory, and give them to pg_restore"
                            + " from there");
        }
        return files;
    }

    private static BytePath target(PlanRequest.RestoreTarget target) {
        if (target == null || target.kind() == null) {
            throw ApiException.unusable("it is not said where files should go", "target.kind is InPlace or Beside");
        }
        if (target.kind() == TargetKind.InPlace) {
            return BytePath.ROOT;
        }
        if (target.directory() == null) {
            throw ApiException.unusable("target.directory is missing", "name a directory to restore into");
        }
        return path(target.directory());
    }

    private Planned make(String id, String point, List<BytePath> wanted, BytePath target) {
        try (OpenSnapshot open = points.open(point)) {
            Snapshot snapshot = open.saved().snapshot();
            String app = BackupId.of(snapshot)
                    .map(backup -> backup.app().app())
                    .orElseThrow(() -> ApiException.conflict(
                            "the snapshot '" + point + "' is of no app of this program",
                            "restore it by 'mows-backup restore'"));
            Engine engine = open.lease().engine();
            // Each must be there: a wrong name must not restore something else, or nothing.
            wanted.forEach(path -> engine.snapshotFiles().find(snapshot.tree(), path));
            PlanTally tally = new PlanTally(target);
            List<BytePath> paths = target.isRoot()
                    ? withoutDumps(narrowed(wanted, snapshot), snapshot, tally)
                    : narrowed(wanted, snapshot);
            ExtractRequest request = ExtractRequest.all(snapshot.tree())
                    .withSelection(new PathSelection(paths))
                    .withOverwrite(Overwrite.IF_CHANGED)
                    .withDeletion(Deletion.IN_DATABASES)
                    .withDryRun(true);
            try (LinuxTarget existing = LinuxTarget.openExisting(target, random)) {
                engine.restore(request, existing, tally);
            } catch (TargetException e) {
                throw ApiException.conflict("cannot restore to " + e.getMessage(), "choose another directory");
            }
            String directory = target.isRoot() ? null : ApiPath.encode(target);
            return new Planned(tally.plan(id, app, point, directory), paths, target, tally.fingerprint());
        }
    }

    /** Begins it; once. */
    public Run apply(String id) {
        Planned planned;
        synchronized (plans) {
            planned = plans.get(id);
        }
        if (planned == null) {
            throw ApiException.notFound("there is no plan '" + id + "'", "plan the restore again");
        }
        RestorePlan plan = planned.plan();
        if (!isCurrent(planned)) {
            throw ApiException.conflict(
                    "what the plan would change is not as it was when the plan was made",
                    "plan the restore again and look at what it says now");
        }
        synchronized (plans) {
            if (plans.remove(id) == null) {
                throw ApiException.conflict("the plan '" + id + "' has been begun already", "see the list of runs");
            }
        }
        return queue.submit(
                plan.app(), RunKind.Restore, plan.targetDirectory(), new RestoreWork(host.get(), this, planned));
    }

    /** Whether it is still as when the plan was made. */
    boolean isCurrent(Planned planned) {
        RestorePlan plan = planned.plan();
        return make(plan.id(), plan.restorePoint(), planned.paths(), planned.target())
                .fingerprint()
                .equals(planned.fingerprint());
    }
}
