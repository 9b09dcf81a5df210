package cloud.mows.backup.dashboards.cluster;

import cloud.mows.backup.dashboards.people.Right;
import cloud.mows.backup.restore.plan.ObjectReference;
import cloud.mows.backup.restore.plan.ObjectStep;
import cloud.mows.backup.restore.plan.RestorePlan;
import cloud.mows.backup.restore.plan.StopStep;
import cloud.mows.backup.restore.plan.VolumeStep;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which rights somebody needs to do themselves what a plan says, since who does it may do everything.
 *
 * <p>The plan is made anew when it is carried out: what is there but not as it was saved may have been deleted meanwhile, and is made then.
 * So that takes the same rights. What is as it was saved would only become so again.
 */
final class PlanRights {
    private static final String CREATE = "create";
    private static final String UPDATE = "update";
    private static final String CORE = "";
    private static final String ROLES = "rbac.authorization.k8s.io";

    private final Kinds kinds;
    private final Set<Right> needed = new LinkedHashSet<>();
    private final String target;

    private PlanRights(Kinds kinds, String target) {
        this.kinds = kinds;
        this.target = target;
    }

    /** @param target the namespace that it is restored into */
    static List<Right> of(RestorePlan plan, String target, Kinds kinds) {
        PlanRights rights = new PlanRights(kinds, target);
        if (plan.namespace() == RestorePlan.NamespaceAction.CREATE) {
            rights.needed.add(new Right(CREATE, CORE, "namespaces", null));
        }
        plan.objects().forEach(rights::add);
        plan.volumes().forEach(rights::add);
        plan.stops().forEach(rights::add);
        return List.copyOf(rights.needed);
    }

    private void add(ObjectStep step) {
        switch (step.action()) {
            case CREATE, DIFFERENT, CONFLICT -> make(step.object());
            case REPLACE -> {
                make(step.object());
                add(UPDATE, step.object());
            }
            case SAME, LEFT_OUT, IMPOSSIBLE -> {}
        }
    }

    private void make(ObjectReference object) {
        if (object.isNamespace()) {
            // Counted above where there is none. One that is there takes along, when it is deleted, the rights in it.
            return;
        }
        add(CREATE, object);
        // The API server lets nobody give rights that they do not have; who carries the plan out, it lets.
        if (object.group().equals(ROLES)) {
            if (object.kind().equals("Role")) {
                needed.add(new Right("escalate", ROLES, "roles", target));
            } else {
                needed.add(new Right("bind", ROLES, "clusterroles", null));
                needed.add(new Right("bind", ROLES, "roles", target));
            }
        }
    }

    private void add(String verb, ObjectReference object) {
        Optional<String> resource = kinds.resource(object.apiVersion(), object.kind());
        // By a name that no role has where it is not known: only who may do everything may do that.
        needed.add(new Right(verb, object.group(), resource.orElse(object.kind()), target));
    }

    private void add(VolumeStep step) {
        switch (step.action()) {
            case FILL, EMPTY -> needed.add(new Right(CREATE, CORE, "persistentvolumeclaims", target));
            // What is in a volume counts as its claim.
            case OVERWRITE -> needed.add(new Right(UPDATE, CORE, "persistentvolumeclaims", target));
            case KEEP, LEFT_OUT, IMPOSSIBLE -> {}
        }
    }

    private void add(StopStep step) {
        needed.add(new Right(UPDATE, "apps", step.kind().toLowerCase(Locale.ROOT) + "s/scale", target));
    }
}
