package cloud.mows.backup.app.service;

import cloud.mows.backup.crds.restore.RestoreStatus;
import cloud.mows.backup.restore.plan.RestorePlan;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;

/** Restores as programs read them: one line of JSON. */
final class RestoreJson {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private RestoreJson() {}

    static String plan(RestoreStatus status, RestorePlan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("source", status.source());
        document.put("plan", plan);
        return JSON.asJson(document) + "\n";
    }

    static String status(String name, RestoreStatus status) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("restore", name);
        document.put("status", status);
        return JSON.asJson(document) + "\n";
    }
}
