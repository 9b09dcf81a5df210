package cloud.mows.backup.schedulers.run;

import cloud.mows.backup.crds.meta.Shortened;
import cloud.mows.backup.crds.policy.Hook;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What the ledger says about a hook.
 *
 * @param excusedBy why the backup is whole all the same; empty if it is not
 */
record HookEntry(String hook, Optional<String> excusedBy, String reason) {
    /** All of them are arguments of one command. */
    private static final int REASON_MAX = 300;

    static HookEntry idle(Hook hook) {
        return new HookEntry(
                hook.name(), Optional.of("MOWS Backup"), "no pod of the app was running, so nothing was held still");
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", "hook");
        json.put("name", hook);
        json.put("outcome", excusedBy.isPresent() ? "excused" : "failed");
        excusedBy.ifPresent(by -> json.put("by", by));
        json.put("reason", Shortened.to(REASON_MAX, reason));
        return json;
    }
}
