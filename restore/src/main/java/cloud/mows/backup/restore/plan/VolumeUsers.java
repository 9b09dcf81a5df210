package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who uses the claims of a namespace, and has to stop before their volumes are overwritten. */
final class VolumeUsers {
    private static final String APPS = "apps/v1";
    private static final List<String> SCALABLE = List.of("Deployment", "StatefulSet", "ReplicaSet");

    private final List<JsonNode> workloads = new ArrayList<>();
    private final List<JsonNode> pods = new ArrayList<>();

    /** Those that can be told to stop, by kind and name; what they own stops with them. */
    private final Set<String> scalable = new HashSet<>();

    VolumeUsers(LiveState live) {
        for (String kind : SCALABLE) {
            live.forEach(APPS, kind, workload -> {
                scalable.add(kind + "/" + name(workload));
                if (controller(workload).isEmpty()) {
                    workloads.add(workload);
                }
            });
        }
        live.forEach(APPS, "DaemonSet", workloads::add);
        live.forEach("batch/v1", "CronJob", workloads::add);
        live.forEach("v1", "Pod", pods::add);
    }

    /**
     * What uses one claim.
     *
     * @param stops workloads that can be told to, and have replicas
     * @param objection what cannot be told to stop, and what to do about it
     */
    record Users(List<StopStep> stops, Optional<String> objection) {
        Users {
            stops = List.copyOf(stops);
        }
    }

    Users of(String claim) {
        List<StopStep> stops = new ArrayList<>();
        List<String> objections = new ArrayList<>();
        for (JsonNode workload : workloads) {
            if (uses(workload, claim)) {
                use(workload, stops, objections);
            }
        }
        for (JsonNode pod : pods) {
            if (mounts(pod.path("spec"), claim) && !hasEnded(pod)) {
                objection(pod).ifPresent(objections::add);
            }
        }
        return new Users(stops, objections.stream().distinct().reduce((a, b) -> a + "; " + b));
    }

    private static void use(JsonNode workload, List<StopStep> stops, List<String> objections) {
        String kind = workload.path("kind").asText();
        String name = name(workload);
        switch (kind) {
            case "DaemonSet" ->
                objections.add("DaemonSet " + name
                        + " uses it and cannot be scaled to zero: delete it before, the restore" + " makes it again");
            case "CronJob" -> {
                if (!workload.path("spec").path("suspend").asBoolean()) {
                    objections.add("CronJob " + name + " may start on it at any time: suspend it before");
                }
            }
            default -> {
                // Absent means 1.
                int replicas = workload.path("spec").path("replicas").asInt(1);
                if (deletesClaims(workload)) {
                    objections.add("StatefulSet " + name + " deletes its volumes when it is scaled to zero"
                            + " (persistentVolumeClaimRetentionPolicy.whenScaled): set that to Retain before");
                } else if (replicas > 0) {
                    stops.add(new StopStep(kind, name, replicas, replicas));
                }
            }
        }
    }

    private static boolean deletesClaims(JsonNode workload) {
        return workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                .asText()
                .equals("Delete");
    }

    private static boolean uses(JsonNode workload, String claim) {
        String kind = workload.path("kind").asText();
        JsonNode template = workload.at(kind.equals("CronJob") ? "/spec/jobTemplate/spec/template" : "/spec/template");
        if (mounts(template.path("spec"), claim)) {
            return true;
        }
        for (JsonNode made : workload.path("spec").path("volumeClaimTemplates")) {
            String prefix = name(made) + "-" + name(workload) + "-";
            if (claim.startsWith(prefix) && claim.substring(prefix.length()).matches("\\d+")) {
                return true;
            }
        }
        return false;
    }

    /** Why a pod would go on, or be there again at once. */
    private Optional<String> objection(JsonNode pod) {
        Optional<JsonNode> controller = controller(pod);
        if (controller.isEmpty()) {
            return Optional.of("Pod " + name(pod)
                    + " uses it and nothing would start it again: delete it before, the restore makes it again if it was"
                    + " saved");
        }
        String kind = controller.get().path("kind").asText();
        String name = controller.get().path("name").asText();
        if (scalable.contains(kind + "/" + name) || kind.equals("DaemonSet")) {
            return Optional.empty();
        }
        return Optional.of(
                kind.equals("Job")
                        ? "Job " + name + " is at work on it: wait for its end, or delete it"
                        : "Pod " + name(pod) + " uses it, and " + kind + " " + name
                                + " would start it again: stop that before");
    }

    private static boolean mounts(JsonNode podSpec, String claim) {
        for (JsonNode volume : podSpec.path("volumes")) {
            if (volume.at("/persistentVolumeClaim/claimName").asText().equals(claim)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasEnded(JsonNode pod) {
        return List.of("Succeeded", "Failed")
                .contains(pod.path("status").path("phase").asText());
    }

    static Optional<JsonNode> controller(JsonNode object) {
        for (JsonNode owner : object.path("metadata").path("ownerReferences")) {
            if (owner.path("controller").asBoolean()) {
                return Optional.of(owner);
            }
        }
        return Optional.empty();
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }
}
