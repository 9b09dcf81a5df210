package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.cluster.api.Change;
import cloud.mows.backup.cluster.api.Cluster;
import cloud.mows.backup.crds.restore.Existing;
import cloud.mows.backup.crds.restore.Restore;
import cloud.mows.backup.crds.restore.RestorePhase;
import cloud.mows.backup.crds.restore.RestoreSpec;
import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.dashboards.people.Rights;
import cloud.mows.backup.dashboards.problem.ApiException;
import cloud.mows.backup.restore.plan.PlanText;
import cloud.mows.backup.restore.plan.RestorePlan;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Restores: each is planned, shown, and then let go on. */
public final class ClusterRestores {
    private final Cluster cluster;
    private final String controllerNamespace;
    private final Kinds kinds;
    private final InstantSource clock;

    /** @param controllerNamespace where Restores are */
    public ClusterRestores(Cluster cluster, String controllerNamespace, ServedKinds kinds, InstantSource clock) {
        this(cluster, controllerNamespace, (Kinds) kinds, clock);
    }

    ClusterRestores(Cluster cluster, String controllerNamespace, Kinds kinds, InstantSource clock) {
        this.cluster = cluster;
        this.kinds = kinds;
        this.controllerNamespace = controllerNamespace;
        this.clock = clock;
    }

    /** Those of apps and into namespaces that may be seen, newest first, without their plans. */
    List<ClusterRestore> all(Rights who) {
        List<Restore> restores = cluster.list(Restore.class, controllerNamespace).stream()
                .filter(restore -> !isThrownAway(restore))
                .toList();
        Set<String> about = restores.stream()
                .flatMap(restore ->
                        Stream.of(restore.getSpec().app(), restore.getSpec().target()))
                .collect(Collectors.toSet());
        Set<String> visible = AppRights.visible(who, about, List.of());
        return restores.stream()
                .filter(restore -> visible.contains(restore.getSpec().app())
                        && visible.contains(restore.getSpec().target()))
                .map(restore -> ClusterRestore.of(restore, null, null, null))
                .sorted(Comparator.comparing(ClusterRestore::createdAt)
                        .thenComparing(ClusterRestore::name)
                        .reversed())
                .toList();
    }

    ClusterRestore get(Rights who, String name) {
        Restore restore = find(who, name);
        RestorePlan plan = plan(restore);
        return ClusterRestore.of(
                restore,
                plan == null ? null : ClusterPlan.of(plan),
                who.missingWords(toChange(restore)),
                plan == null || phase(restore) != RestorePhase.PLANNED
                        ? null
                        : who.missingWords(toApply(who, restore, plan)));
    }

    private static List<Right> toChange(Restore restore) {
        return AppRights.restore(restore.getSpec().app(), restore.getSpec().target());
    }

    /** Whoever may make Restores where we are may restore anything without this page. */
    private List<Right> toApply(Rights who, Restore restore, RestorePlan plan) {
        Right anything = AppRights.restoreAnything(controllerNamespace);
        return Stream.concat(
                        toChange(restore).stream(),
                        who.has(anything)
                                ? Stream.of(anything)
                                : PlanRights.of(plan, restore.getSpec().target(), kinds).stream())
                .distinct()
                .toList();
    }

    /** Whoever may not see one is told that there is none. */
    private Restore find(Rights who, String name) {
        Restore found = cluster.get(Restore.class, controllerNamespace, name);
        if (found == null
                || isThrownAway(found)
                || !AppRights.sees(who, found.getSpec().app())
                || !AppRights.sees(who, found.getSpec().target())) {
            throw ApiException.notFound("there is no restore '" + name + "'", "see the list of restores");
        }
        return found;
    }

    /** A plan that somebody threw away stays until the controller has let go of it. */
    public static boolean isThrownAway(Restore restore) {
        return restore.getSpec().planOnly() && restore.getMetadata().getDeletionTimestamp() != null;
    }

    private @Nullable RestorePlan plan(Restore restore) {
        String stored = ClusterRestore.status(restore).plan();
        if (stored == null) {
            return null;
        }
        ConfigMap map = cluster.get(ConfigMap.class, controllerNamespace, stored);
        if (map == null) {
            return null;
        }
        try {
            return PlanText.loadPlan(map.getData(), map.getBinaryData());
        } catch (IOException e) {
            throw ApiException.conflict(
                    "the plan of restore '" + restore.getMetadata().getName() + "' cannot be read: " + e.getMessage(),
                    "plan it again");
        }
    }

    /** Plans it, and changes nothing. */
    ClusterRestore plan(Rights who, RestoreWish wish) {
        Restore restore = new Restore();
        restore.setSpec(spec(wish));
        String app = restore.getSpec().app();
        String target = restore.getSpec().target();
        AppRights.mustSee(who, app);
        if (target.isEmpty()) {
            throw ApiException.unusable("the field 'targetNamespace' is empty", "name the namespace, or leave it out");
        }
        restore.setMetadata(new ObjectMetaBuilder()
                .withNamespace(controllerNamespace)
                .withName(Names.byHand(app, clock.instant()))
                .build());
        List<Right> needed = new ArrayList<>(AppRights.restore(app, target));
        // The plan tells what is there.
        needed.add(AppRights.see(target));
        who.change(cluster, needed, new Change.Create(restore)).ifPresent(refusal -> {
            throw ApiException.unusable("the restore is not planned: " + refusal, "");
        });
        return get(who, restore.getMetadata().getName());
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
    ClusterRestore apply(Rights who, String name) {
        Restore restore = find(who, name);
        RestorePhase phase = phase(restore);
        if (phase != RestorePhase.PLANNED || !restore.getSpec().planOnly()) {
            throw ApiException.conflict(
                    "restore '" + name + "' does not wait to be let go on: " + ClusterRestorePhase.of(phase),
                    phase == RestorePhase.PENDING || phase == RestorePhase.PLANNING ? "wait for its plan" : "");
        }
        RestorePlan plan = plan(restore);
        if (plan == null) {
            throw ApiException.conflict("the plan of restore '" + name + "' is gone", "plan it again");
        }
        return change(who, toApply(who, restore, plan), restore, Map.of("planOnly", false));
    }

    /** Ends as soon as it can; what was stopped starts again. */
    ClusterRestore cancel(Rights who, String name) {
        Restore restore = find(who, name);
        if (phase(restore).isFinal()) {
            throw ApiException.conflict("restore '" + name + "' has ended", "");
        }
        return change(who, toChange(restore), restore, Map.of("cancel", true));
    }

    private ClusterRestore change(Rights who, List<Right> needed, Restore restore, Map<String, Object> fields) {
        String name = restore.getMetadata().getName();
        who.change(cluster, needed, new Change.Patch(restore, Map.of("spec", fields)))
                .ifPresent(refusal -> {
                    throw ApiException.conflict("restore '" + name + "' was not changed: " + refusal, "");
                });
        return get(who, name);
    }

    /** Throws a plan away that nobody wants to carry out. */
    void discard(Rights who, String name) {
        Restore restore = find(who, name);
        if (!restore.getSpec().planOnly()) {
            throw ApiException.conflict("restore '" + name + "' is no plan any more", "cancel it, if it is at work");
        }
        who.change(cluster, toChange(restore), new Change.Delete(restore)).ifPresent(refusal -> {
            throw ApiException.conflict("the plan of restore '" + name + "' was not thrown away: " + refusal, "");
        });
    }

    private static RestorePhase phase(Restore restore) {
        return Objects.requireNonNull(ClusterRestore.status(restore).phase());
    }
}
