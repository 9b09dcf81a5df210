package cloud.mows.backup.schedulers.objects;

import cloud.mows.backup.cluster.api.ShortHash;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An object as a file that people compare and kubectl applies: JSON with sorted keys. */
final class ObjectText {
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENT).withArrayIndenter(INDENT));

    private static final String EXTENSION = ".json";
    private static final int NAME_MAX = 255;
    private static final int KEPT_OF_LONG_NAMES = 180;

    private ObjectText() {}

    /**
     * Without resourceVersion, which is of no use in another place and changes with every heartbeat. The status stays: some
     * restores need it, and it tells what was. So do managedFields: whoever installed the object (kubectl, Helm, MOWS) goes on
     * to own its fields after a restore.
     */
    static byte[] of(GenericKubernetesResource object) {
        ObjectNode json = JSON.valueToTree(object);
        if (json.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove("resourceVersion");
        }
        try {
            // Through a map, because only the keys of maps are sorted.
            return (WRITER.writeValueAsString(JSON.treeToValue(json, Map.class)) + "\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("came as JSON and cannot be JSON again", e);
        }
    }

    /** When the object was last written to, as far as it tells itself: so the same object is the same file in every backup. */
    static Instant modified(GenericKubernetesResource object) {
        ObjectMeta metadata = object.getMetadata();
        return Stream.concat(
                        Stream.ofNullable(metadata.getCreationTimestamp()),
                        Stream.ofNullable(metadata.getManagedFields())
                                .flatMap(List::stream)
                                .map(ManagedFieldsEntry::getTime)
                                .filter(Objects::nonNull))
                .map(ObjectText::time)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Names of objects have no slash, but may be longer than a file's. */
    static String fileName(String name) {
        if (name.length() + EXTENSION.length() <= NAME_MAX) {
            return name + EXTENSION;
        }
        return name.substring(0, KEPT_OF_LONG_NAMES) + "~" + ShortHash.of(name) + EXTENSION;
    }
}
