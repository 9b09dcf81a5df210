package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.restore.plan.PlanText;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Restores: each is planned, shown, and then let go on. */
public final class ClusterRestores {
    private final Cluster cluster;
    private final String controllerNamespace;
    private final InstantSource clock;

    /** @param controllerNamespace where Restores are */
    public ClusterRestores(Cluster cluster, String controllerNamespace, InstantSource clock) {
        this.cluster = cluster;
        this.controllerNamespace = controllerNamespace;
        this.clock = clock;
    }

    /** Newest first, without their plans. */
    List<ClusterRestore> all() {
        return cluster.list(Restore.class, controllerNamespace).stream()
                .filter(restore -> !isThrownAway(restore))
                .map(restore -> ClusterRestore.of(restore, null))
                .sorted(Comparator.comparing(ClusterRestore::createdAt)
                        .thenComparing(ClusterRestore::name)
                        .reversed())
                .toList();
    }

    ClusterRestore get(String name) {
        Restore restore = find(name);
        return ClusterRestore.of(restore, plan(restore));
    }

    private Restore find(String name) {
        Restore found = cluster.get(Restore.class, controllerNamespace, name);
        if (found == null || isThrownAway(found)) {
            throw ApiException.notFound("there is no restore '" + name + "'", "see the list of restores");
        }
        return found;
    }

    /** A plan that somebody threw away stays until the controller has let go of it. */
    private static boolean isThrownAway(Restore restore) {
        return restore.getSpec().planOnly() && restore.getMetadata().getDeletionTimestamp() != null;
    }

    private @Nullable ClusterPlan plan(Restore restore) {
        String stored = ClusterRestore.status(restore).plan();
        if (stored == null) {
            return null;
        }
        ConfigMap map = cluster.get(ConfigMap.class, controllerNamespace, stored);
        if (map == null) {
            return null;
        }
        try {
            return ClusterPlan.of(PlanText.loadPlan(map.getData(), map.getBinaryData()));
        } catch (IOException e) {
            throw ApiException.conflict(
                    "the plan of restore '" + restore.getMetadata().getName() + "' cannot be read: " + e.getMessage(),
                    "plan it again");
        }
    }

    /** Plans it, and changes nothing. */
    ClusterRestore plan(RestoreWish wish) {
        Restore restore = new Restore();
        restore.setSpec(spec(wish));
        restore.setMetadata(new ObjectMetaBuilder()
                .withNamespace(controllerNamespace)
                .withName(Names.byHand(restore.getSpec().app(), clock.instant()))
                .build());
        cluster.apply(List.of(new Change.Create(restore))).ifPresent(refusal -> {
            throw ApiException.unusable("the restore is not planned: " + refusal, "");
        });
        return get(restore.getMetadata().getName());
    }

    private static RestoreSpec spec(RestoreWish wish) {
        try {
            return new RestoreSpec(
                    Objects.requireNonNull(wish.app(), "app"),
                    wish.targetNamespace(),
                    List.of(),
                    Objects.requireNonNullElse(wish.only(), List.of()),
                    wish.restorePoint(),
                    null,
                    Boolean.TRUE.equals(wish.replace()) ? Existing.REPLACE : Existing.KEEP,
                    Boolean.TRUE.equals(wish.deleteFiles()),
                    true,
                    false,
                    true);
        } catch (IllegalArgumentException e) {
            throw ApiException.unusable(Objects.requireNonNullElse(e.getMessage(), e.toString()), "");
        } catch (NullPointerException e) {
            throw ApiException.unusable("the field 'app' is missing", "name the app that is to come back");
        }
    }

    /** Does what was planned and seen. */
    ClusterRestore apply(String name) {
        Restore restore = find(name);
        RestorePhase phase = phase(restore);
        if (phase != RestorePhase.PLANNED || !restore.getSpec().planOnly()) {
            throw ApiException.conflict(
                    "restore '" + name + "' does not wait to be let go on: " + ClusterRestorePhase.of(phase),
                    phase == RestorePhase.PENDING || phase == RestorePhase.PLANNING ? "wait for its plan" : "");
        }
        return change(restore, Map.of("planOnly", false));
    }

    /** Ends as soon as it can; what was stopped starts again. */
    ClusterRestore cancel(String name) {
        Restore restore = find(name);
        if (phase(restore).isFinal()) {
            throw ApiException.conflict("restore '" + name + "' has ended", "");
        }
        return change(restore, Map.of("cancel", true));
    }

    private ClusterRestore change(Restore restore, Map<String, Object> fields) {
        String name = restore.getMetadata().getName();
        cluster.apply(List.of(new Change.Patch(restore, Map.of("spec", fields))))
                .ifPresent(refusal -> {
                    throw ApiException.conflict("restore '" + name + "' was not changed: " + refusal, "");
                });
        return get(name);
    }

    /** Throws a plan away that nobody wants to carry out. */
    void discard(String name) {
        Restore restore = find(name);
        if (!restore.getSpec().planOnly()) {
            throw ApiException.conflict("restore '" + name + "' is no plan any more", "cancel it, if it is at work");
        }
        cluster.apply(List.of(new Change.Delete(restore))).ifPresent(refusal -> {
            throw ApiException.conflict("the plan of restore '" + name + "' was not thrown away: " + refusal, "");
        });
    }

    private static RestorePhase phase(Restore restore) {
        return Objects.requireNonNull(ClusterRestore.status(restore).phase());
    }
}
