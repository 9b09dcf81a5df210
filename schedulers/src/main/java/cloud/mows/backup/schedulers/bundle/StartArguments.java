package cloud.mows.backup.schedulers.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How k3s (or rke2) was started on a node: it notes its arguments and its environment there, those of its configuration file included. It leaves
 * out the secrets that it knows; what else looks like one is left out here.
 */
final class StartArguments {
    private static final String OMITTED = "********";
    private static final Pattern SECRET = Pattern.compile(".*(token|secret|password|auth|access-key|endpoint)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private StartArguments() {}

    /** @return empty if the node is of another distribution */
    static Map<String, Object> of(GenericKubernetesResource node, String distribution) {
        String prefix = distribution + ".io/node-";
        return new Entry()
                .put("arguments", arguments(Entry.annotations(node).getOrDefault(prefix + "args", "")))
                .put("environment", environment(Entry.annotations(node).getOrDefault(prefix + "env", "")))
                .map();
    }

    private static List<String> arguments(String json) {
        List<String> all = new ArrayList<>();
        boolean secret = false;
        for (JsonNode each : parsed(json)) {
            String argument = each.asText();
            int equals = argument.indexOf('=');
            boolean named = argument.startsWith("-");
            if (named && equals > 0 && isSecret(argument.substring(0, equals))) {
                all.add(argument.substring(0, equals + 1) + OMITTED);
            } else {
                all.add(secret && !named ? OMITTED : argument);
            }
            secret = named && equals < 0 && isSecret(argument);
        }
        return all;
    }

    private static Map<String, String> environment(String json) {
        Map<String, String> all = new TreeMap<>();
        parsed(json)
                .properties()
                .forEach(noted -> all.put(
                        noted.getKey(),
                        isSecret(noted.getKey()) ? OMITTED : noted.getValue().asText()));
        return all;
    }

    /** What is not JSON is not shown: nobody knows which of it is secret. */
    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static boolean isSecret(String name) {
        return name.equals("-t")
                || SECRET.matcher(name.toLowerCase(Locale.ROOT).replace('_', '-'))
                        .matches();
    }
}
