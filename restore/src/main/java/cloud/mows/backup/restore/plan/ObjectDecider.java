package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What becomes of one object. */
public final class ObjectDecider {
    static final String OUR_GROUP = "backup.k8s.mows.cloud";

    /** Names become parts of addresses; RBAC allows colons. */
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[^/%\\p{Cntrl}]{1,253}");

    private static final Pattern VERSION = Pattern.compile("([a-z0-9][-a-z0-9.]{0,252}/)?[a-z][a-z0-9]{0,62}");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");

    private final String app;
    private final LiveState live;
    private final PlanOptions options;

    /** @param app the namespace that is restored into */
    public ObjectDecider(String app, LiveState live, PlanOptions options) {
        this.app = app;
        this.live = live;
        this.options = options;
    }

    /** @param claim what becomes of the volume, if it is a claim of one */
    ObjectStep decide(SavedObject saved, Optional<VolumeStep> claim) {
        ObjectReference reference = saved.reference();
        Optional<String> strange = strange(saved);
        if (strange.isPresent()) {
            return step(saved, ObjectAction.IMPOSSIBLE, strange.get());
        }
        Optional<String> leftOut =
                ended(reference, saved.json()).or(() -> options.original().flatMap(_ -> Relocation.leftOut(reference)));
        if (leftOut.isPresent()) {
            return step(saved, ObjectAction.LEFT_OUT, leftOut.get());
        }
        if (!live.serves(reference)) {
            return step(
                    saved,
                    ObjectAction.IMPOSSIBLE,
                    "the cluster does not know " + reference.kind() + " of " + reference.apiVersion());
        }
        Optional<JsonNode> there = live.get(reference);
        if (there.isPresent()) {
            return compare(saved, there.get());
        }
        return claim.isPresent() && claim.get().action() == VolumeStep.Action.IMPOSSIBLE
                ? step(saved, ObjectAction.IMPOSSIBLE, claim.get().reason())
                : step(saved, ObjectAction.CREATE, mentions(saved));
    }

    /** What may lead from a copy to the original. */
    private String mentions(SavedObject saved) {
        List<String> places = options.original()
                .map(original -> Relocation.mentions(ObjectCleaning.clean(saved.json()), original))
                .orElse(List.of());
        return places.isEmpty()
                ? ""
                : "NOTE: still speaks of namespace " + options.original().orElseThrow() + " in "
                        + String.join(", ", places);
    }

    /** Why it cannot be what it says it is: what is saved comes from outside. */
    Optional<String> strange(SavedObject saved) {
        ObjectReference reference = saved.reference();
        if (!KIND.matcher(reference.kind()).matches()
                || !VERSION.matcher(reference.apiVersion()).matches()) {
            return Optional.of("the file is no object");
        }
        if (!NAME.matcher(reference.name()).matches()) {
            return Optional.of("an object cannot have that name");
        }
        String namespace = saved.json().path("metadata").path("namespace").asText();
        if (reference.isNamespace()) {
            return reference.name().equals(app) ? Optional.empty() : Optional.of("it is another namespace than " + app);
        }
        return namespace.equals(app)
                ? Optional.empty()
                : Optional.of(
                        namespace.isEmpty()
                                ? "it belongs to no namespace"
                                : "it says that it belongs to namespace " + namespace);
    }

    /** Why it would do harm to make it again. */
    private static Optional<String> ended(ObjectReference reference, JsonNode object) {
        JsonNode status = object.path("status");
        return switch (reference.groupKind()) {
            case "/Pod" -> {
                String phase = status.path("phase").asText();
                yield List.of("Succeeded", "Failed").contains(phase)
                        ? Optional.of("it had ended, and would run again")
                        : Optional.empty();
            }
            case "/ConfigMap" ->
                reference.name().equals("kube-root-ca.crt")
                        ? Optional.of("the cluster makes it, with its own certificate")
                        : Optional.empty();
            case "batch/Job" -> hasEnded(status) ? Optional.of("it had ended, and would run again") : Optional.empty();
            case OUR_GROUP + "/Backup", OUR_GROUP + "/Restore" -> Optional.of("it is a run that has been");
            default -> Optional.empty();
        };
    }

    private static boolean hasEnded(JsonNode jobStatus) {
        for (JsonNode condition : jobStatus.path("conditions")) {
            if (List.of("Complete", "Failed").contains(condition.path("type").asText())
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    /** Of one that is there. */
    public ObjectStep compare(SavedObject saved, JsonNode there) {
        if (!there.path("metadata").path("deletionTimestamp").isMissingNode()) {
            return step(saved, ObjectAction.DIFFERENT, "it is being deleted");
        }
        List<String> differences = Differences.between(ObjectCleaning.clean(saved.json()), ObjectCleaning.clean(there));
        if (differences.isEmpty()) {
            return step(saved, ObjectAction.SAME, "");
        }
        String where = "differs in " + String.join(", ", differences);
        if (!options.replace()) {
            return step(saved, ObjectAction.DIFFERENT, where);
        }
        Optional<JsonNode> owner = VolumeUsers.controller(there);
        if (owner.isPresent()) {
            return step(
                    saved,
                    ObjectAction.LEFT_OUT,
                    owner.get().path("kind").asText() + " "
                            + owner.get().path("name").asText() + " makes it as it has to be");
        }
        return live.refuses(Replacement.of(saved.json(), there))
                .map(reason -> step(saved, ObjectAction.CONFLICT, where + ", but " + reason))
                .orElseGet(() ->
                        new ObjectStep(saved.reference(), ObjectAction.REPLACE, where, saved.path(), Seen.of(there)));
    }

    private static ObjectStep step(SavedObject saved, ObjectAction action, String reason) {
        return new ObjectStep(saved.reference(), action, reason, saved.path());
    }
}
