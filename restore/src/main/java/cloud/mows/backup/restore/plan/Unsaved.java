package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is there and was not saved; it stays. */
final class Unsaved {
    private Unsaved() {}

    /** @param saved of these kinds, and no others */
    static List<ObjectReference> of(List<ObjectStep> saved, LiveState live) {
        Set<String> names = new HashSet<>();
        Set<ObjectReference> kinds = new HashSet<>();
        for (ObjectStep step : saved) {
            ObjectReference object = step.object();
            names.add(object.groupKind() + "/" + object.name());
            if (!object.isNamespace() && step.action() != ObjectAction.IMPOSSIBLE) {
                kinds.add(new ObjectReference(object.apiVersion(), object.kind(), ""));
            }
        }
        List<ObjectReference> unsaved = new ArrayList<>();
        for (ObjectReference kind : kinds) {
            live.forEach(kind.apiVersion(), kind.kind(), there -> {
                ObjectReference object = new ObjectReference(
                        kind.apiVersion(),
                        kind.kind(),
                        there.path("metadata").path("name").asText());
                if (!names.contains(object.groupKind() + "/" + object.name()) && isWritten(object, there)) {
                    unsaved.add(object);
                }
            });
        }
        unsaved.sort((a, b) -> a.toString().compareTo(b.toString()));
        return unsaved;
    }

    /** By somebody, and not by the cluster or for another object. */
    private static boolean isWritten(ObjectReference object, JsonNode there) {
        return there.path("metadata").path("ownerReferences").isEmpty()
                && !object.group().equals(ObjectDecider.OUR_GROUP)
                && !object.kind().equals("Event")
                && !object.kind().equals("Lease")
                && !object.name().equals("kube-root-ca.crt");
    }
}
