package cloud.mows.backup.restore.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Objects of one namespace as they have to be in another one, where the first may still be at work. */
public final class Relocation {
    /** They answer for host names, of which each can lead to one place only. */
    private static final Set<String> OF_HOST_NAMES = Set.of(
            "networking.k8s.io/Ingress",
            "gateway.networking.k8s.io/HTTPRoute",
            "gateway.networking.k8s.io/GRPCRoute",
            "gateway.networking.k8s.io/TLSRoute",
            "gateway.networking.k8s.io/Gateway",
            "traefik.io/IngressRoute",
            "route.openshift.io/Route");

    private static final int PLACES_MAX = 3;

    private final String from;
    private final String to;
    private final Map<String, String> storageClasses;

    /** @param storageClasses what they were called, and what they are to be called */
    public Relocation(String from, String to, Map<String, String> storageClasses) {
        this.from = from;
        this.to = to;
        this.storageClasses = Map.copyOf(storageClasses);
    }

    /** Another object only where something is other. One that says it is of a third namespace is not touched. */
    public SavedObject move(SavedObject saved) {
        if (from.equals(to) && storageClasses.isEmpty()) {
            return saved;
        }
        ObjectNode moved = saved.json().deepCopy();
        ObjectReference reference = saved.reference();
        if (reference.isClaim()) {
            mapClass(moved.path("spec"));
        }
        moved.path("spec").path("volumeClaimTemplates").forEach(template -> mapClass(template.path("spec")));
        if (!from.equals(to)) {
            if (moved.get("metadata") instanceof ObjectNode metadata
                    && reference.isNamespace()
                    && reference.name().equals(from)) {
                metadata.put("name", to);
                if (metadata.get("labels") instanceof ObjectNode labels) {
                    labels.put("kubernetes.io/metadata.name", to);
                }
            }
            if (reference.groupKind().equals("/Service") && moved.get("spec") instanceof ObjectNode spec) {
                freePorts(spec);
            }
            rename(moved);
        }
        return new SavedObject(saved.path(), moved);
    }

    private void mapClass(JsonNode claim) {
        String mapped = storageClasses.get(claim.path("storageClassName").asText());
        if (mapped != null && claim instanceof ObjectNode spec) {
            spec.put("storageClassName", mapped);
        }
    }

    /** Those of the whole cluster are given anew. */
    private static void freePorts(ObjectNode spec) {
        spec.remove(List.of("healthCheckNodePort", "loadBalancerIP", "externalIPs"));
        spec.path("ports").forEach(port -> {
            if (port instanceof ObjectNode fields) {
                fields.remove("nodePort");
            }
        });
    }

    /** Every field {@code namespace} that names the first one, its label in selectors, and the DNS name of a Service. */
    private void rename(JsonNode node) {
        if (node instanceof ArrayNode array) {
            array.forEach(this::rename);
        } else if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                String name = field.getKey();
                String value = field.getValue().asText();
                boolean isReference = name.equals("namespace") || name.equals("kubernetes.io/metadata.name");
                if (isReference && value.equals(from)) {
                    field.setValue(TextNode.valueOf(to));
                } else if (name.equals("externalName") && value.contains("." + from + ".svc")) {
                    field.setValue(TextNode.valueOf(value.replace("." + from + ".svc", "." + to + ".svc")));
                } else if (!name.equals("managedFields") && !isData(object, name)) {
                    rename(field.getValue());
                }
            }
        }
    }

    /** What an app reads is its own; see {@link #mentions}. */
    private static boolean isData(ObjectNode object, String name) {
        return object.has("kind") && object.has("apiVersion") && (name.equals("data") || name.equals("binaryData"));
    }

    /**
     * Why an object does not come along.
     *
     * @param reference of the object
     */
    static Optional<String> leftOut(ObjectReference reference) {
        return OF_HOST_NAMES.contains(reference.groupKind())
                ? Optional.of("its host names belong to the original: make one with others")
                : Optional.empty();
    }

    /**
     * Where an object speaks of Services of a namespace, which nobody can rename without knowing what it is for.
     *
     * @return some places, as {@code data.url}; values are not told, since they may be secret
     */
    static List<String> mentions(JsonNode object, String namespace) {
        List<String> places = new ArrayList<>();
        collect("", object, Pattern.compile("\\." + Pattern.quote(namespace) + "(\\.svc|[:/]|$)"), places);
        return places;
    }

    private static void collect(String path, JsonNode node, Pattern mention, List<String> places) {
        if (places.size() >= PLACES_MAX) {
            return;
        }
        if (node.isTextual() && mention.matcher(node.asText()).find()) {
            places.add(path);
        }
        int index = 0;
        for (JsonNode element : node.isArray() ? node : List.<JsonNode>of()) {
            collect(path + "[" + index++ + "]", element, mention, places);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue(), mention, places);
        }
    }
}
