package cloud.mows.backup.dashboards.point;

import cloud.mows.backup.core.engine.OpenRepository;
import cloud.mows.backup.core.engine.OpenRepository.OpenSnapshot;
import cloud.mows.backup.core.id.Digest;
import cloud.mows.backup.core.id.SnapshotId;
import cloud.mows.backup.core.layout.AppId;
import cloud.mows.backup.core.snapshot.SavedSnapshot;
import cloud.mows.backup.core.snapshot.SnapshotSummary;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.dashboards.run.BackupWork;
import cloud.mows.backup.dashboards.run.Run;
import cloud.mows.backup.dashboards.run.RunPhase;
import cloud.mows.backup.dashboards.run.RunQueue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the repository has of this host's apps. */
public final class RestorePoints {
    private final OpenRepository repository;
    private final RunQueue queue;
    private final Supplier<String> host;

    /** @param host id of this host */
    public RestorePoints(OpenRepository repository, RunQueue queue, Supplier<String> host) {
        this.repository = repository;
        this.queue = queue;
        this.host = host;
    }

    /** Newest first. */
    public List<RestorePoint> of(String app) {
        try (OpenRepository.Lease lease = repository.lease()) {
            return of(app, lease.engine().snapshots().all());
        }
    }

    private List<RestorePoint> of(String app, Collection<SavedSnapshot> snapshots) {
        AppId wanted = new AppId(host.get(), app);
        return cloud.mows.backup.core.layout.RestorePoint.all(snapshots).reversed().stream()
                .filter(point -> point.backup().app().equals(wanted))
                .map(this::view)
                .toList();
    }

    private RestorePoint view(cloud.mows.backup.core.layout.RestorePoint point) {
        SavedSnapshot saved = point.snapshot();
        SnapshotSummary summary = saved.snapshot().summary();
        Optional<Run> run = queue.get(point.backup().uid()).filter(each -> !each.isActive());
        return new RestorePoint(
                saved.id().hex(),
                saved.snapshot().time(),
                summary == null ? 0 : summary.totalFilesProcessed(),
                summary == null ? 0 : summary.totalBytesProcessed(),
                summary == null ? null : summary.dataAddedPacked(),
                run.map(each -> each.phase() == RunPhase.Succeeded).orElse(null),
                run.map(Run::problems).orElse(List.of()),
                point.backup().name().startsWith(BackupWork.BEFORE_RESTORE));
    }

    /** @throws ApiException if there is none */
    public OpenSnapshot open(String id) {
        if (!Digest.isHex(id)) {
            throw absent(id);
        }
        return repository.lease(new SnapshotId(Digest.parse(id))).orElseThrow(() -> absent(id));
    }

    private static ApiException absent(String id) {
        return ApiException.notFound(
                "there is no restore point '" + id + "' in the repository",
                "it may have been removed: list them again");
    }
}
