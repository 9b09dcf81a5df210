package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An object without what a server, a scheduler or a controller has put there and puts there again: what is left is what somebody
 * wanted. Both what is to be created and what is compared is cleaned.
 */
public final class ObjectCleaning {
    private static final List<String> SERVER_METADATA = List.of(
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields",
            // Whoever holds an object by one sets it again; one whose controller is gone would make it stay for ever.
            "finalizers");

    private static final Set<String> SERVER_ANNOTATIONS = Set.of(
            "pv.kubernetes.io/bind-completed",
            "pv.kubernetes.io/bound-by-controller",
            "volume.kubernetes.io/storage-provisioner",
            "volume.beta.kubernetes.io/storage-provisioner",
            "volume.kubernetes.io/selected-node",
            "deployment.kubernetes.io/revision",
            "kubernetes.io/service-account.uid",
            "batch.kubernetes.io/job-tracking");

    private static final List<String> JOB_LABELS =
            List.of("controller-uid", "job-name", "batch.kubernetes.io/controller-uid", "batch.kubernetes.io/job-name");

    private static final String TOKEN_VOLUME = "kube-api-access-";

    private ObjectCleaning() {}

    /** @return a new tree, without owners too: those have other uids now, see {@link OwnerLinks} */
    public static ObjectNode clean(JsonNode object) {
        ObjectNode clean = object.deepCopy();
        clean.remove("status");
        if (clean.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(SERVER_METADATA);
            metadata.remove("ownerReferences");
            removeAnnotations(metadata);
        }
        switch (ObjectReference.of(object).groupKind()) {
            case "/PersistentVolumeClaim" -> remove(clean, "volumeName", "dataSource", "dataSourceRef");
            case "/Namespace" -> remove(clean, "finalizers");
            case "/Service" -> cleanService(clean);
            case "/Pod" -> cleanPod(clean);
            case "batch/Job" -> cleanJob(clean);
            case "/Secret" -> cleanSecret(clean);
            case "/ServiceAccount" -> cleanServiceAccount(clean);
            default -> {}
        }
        return clean;
    }

    private static void removeAnnotations(ObjectNode metadata) {
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove(SERVER_ANNOTATIONS);
            if (annotations.isEmpty()) {
                metadata.remove("annotations");
            }
        }
    }

    private static void remove(ObjectNode object, String... fields) {
        if (object.get("spec") instanceof ObjectNode spec) {
            spec.remove(List.of(fields));
        }
    }

    /** Addresses are given anew; one without an address stays one. */
    private static void cleanService(ObjectNode service) {
        if (service.get("spec") instanceof ObjectNode spec
                && !"None".equals(spec.path("clusterIP").asText())) {
            spec.remove(List.of("clusterIP", "clusterIPs"));
        }
    }

    private static void cleanPod(ObjectNode pod) {
        if (!(pod.get("spec") instanceof ObjectNode spec)) {
            return;
        }
        spec.remove(List.of("nodeName", "priority", "ephemeralContainers", "serviceAccount"));
        Predicate<JsonNode> isToken = entry -> entry.path("name").asText().startsWith(TOKEN_VOLUME);
        removeFrom(spec.path("volumes"), isToken);
        for (String containers : List.of("containers", "initContainers")) {
            spec.path(containers).forEach(container -> removeFrom(container.path("volumeMounts"), isToken));
        }
        removeFrom(
                spec.path("tolerations"),
                // Admission adds these two to every pod.
                toleration -> toleration.path("key").asText().matches("node\\.kubernetes\\.io/(not-ready|unreachable)")
                        && toleration.path("tolerationSeconds").asInt() == 300);
        for (String list : List.of("volumes", "tolerations")) {
            if (spec.path(list).isArray() && spec.path(list).isEmpty()) {
                spec.remove(list);
            }
        }
    }

    /** One that people gave a selector of their own keeps it. */
    private static void cleanJob(ObjectNode job) {
        if (!(job.get("spec") instanceof ObjectNode spec)
                || spec.path("manualSelector").asBoolean()) {
            return;
        }
        spec.remove("selector");
        if (spec.path("template").path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(JOB_LABELS);
        }
        if (job.path("metadata").path("labels") instanceof ObjectNode labels) {
            labels.remove(JOB_LABELS);
        }
    }

    /** The cluster fills in a token of its own. */
    private static void cleanSecret(ObjectNode secret) {
        if (secret.path("type").asText().equals("kubernetes.io/service-account-token")
                && secret.get("data") instanceof ObjectNode data) {
            data.remove(List.of("token", "ca.crt", "namespace"));
        }
    }

    /** Without the tokens that clusters issued in former times. */
    private static void cleanServiceAccount(ObjectNode account) {
        String tokens = account.path("metadata").path("name").asText() + "-token-";
        removeFrom(
                account.path("secrets"), secret -> secret.path("name").asText().startsWith(tokens));
        if (account.path("secrets").isArray() && account.path("secrets").isEmpty()) {
            account.remove("secrets");
        }
    }

    private static void removeFrom(JsonNode list, Predicate<JsonNode> which) {
        if (list instanceof ArrayNode array) {
            for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
                if (which.test(each.next())) {
                    each.remove();
                }
            }
        }
    }
}
