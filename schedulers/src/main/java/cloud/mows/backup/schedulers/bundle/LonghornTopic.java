package cloud.mows.backup.schedulers.bundle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How Longhorn is set up. */
final class LonghornTopic implements Topic {
    static final String API = "longhorn.io/v1beta2";

    @Override
    public String fileName() {
        return "longhorn.yaml";
    }

    @Override
    public String holds() {
        return "Longhorn's settings, disks, backup targets and recurring jobs";
    }

    @Override
    public Map<String, Object> read(ClusterApi api, Gaps gaps) {
        List<GenericKubernetesResource> settings = api.list(API, "settings", setting -> setting);
        Map<String, Object> values = new TreeMap<>();
        settings.forEach(setting -> values.put(Entry.name(setting), Entry.text(setting, "value")));
        return new Entry()
                .put("namespace", settings.isEmpty() ? "" : Entry.namespace(settings.getFirst()))
                .put("settings", values)
                .put("backupTargets", api.list(API, "backuptargets", LonghornTopic::target))
                .put("nodes", api.list(API, "nodes", LonghornTopic::node))
                .put("recurringJobs", api.list(API, "recurringjobs", LonghornTopic::job))
                .map();
    }

    private static Map<String, Object> target(GenericKubernetesResource target) {
        return new Entry()
                .put("name", Entry.name(target))
                .copy(target, "spec", "backupTargetURL", "credentialSecret", "pollInterval")
                .map();
    }

    private static Map<String, Object> job(GenericKubernetesResource job) {
        return new Entry()
                .put("name", Entry.name(job))
                .copy(job, "spec", "task", "cron", "retain", "concurrency", "groups", "labels", "parameters")
                .map();
    }

    private static Map<String, Object> node(GenericKubernetesResource node) {
        return new Entry()
                .put("name", Entry.name(node))
                .copy(node, "spec", "tags", "allowScheduling", "disks")
                .map();
    }
}
