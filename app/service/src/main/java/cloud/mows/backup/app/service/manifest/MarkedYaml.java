package cloud.mows.backup.app.service.manifest;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** One YAML document as JSON, and where in the text each part of it begins. */
final class MarkedYaml {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("manifest")
            .setSchema(new CoreSchema())
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Aliases can make much of little. */
    private static final int NODES_MAX = 100_000;

    private static final int DEPTH_MAX = 100;

    private final Map<String, Mark> marks = new HashMap<>();
    private int nodes;

    private MarkedYaml() {}

    /** It is not one YAML document. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Fault fault;

        Unreadable(Fault fault) {
            super(fault.words());
            this.fault = fault;
        }

        Fault fault() {
            return fault;
        }
    }

    record Document(JsonNode root, Map<String, Mark> marks) {
        /** @param path of what may not be there: then it is about what would hold it */
        Fault fault(JsonPointer path, String words) {
            JsonPointer known = path;
            while (!marks.containsKey(known.toString()) && known.head() != null) {
                known = known.head();
            }
            @Nullable Mark mark = marks.get(known.toString());
            return new Fault(
                    mark == null ? 1 : mark.getLine() + 1, mark == null ? 1 : mark.getColumn() + 1, field(path), words);
        }

        private static String field(JsonPointer path) {
            StringBuilder field = new StringBuilder();
            for (JsonPointer at = path; !at.matches(); at = at.tail()) {
                if (at.mayMatchElement()) {
                    field.append('[').append(at.getMatchingIndex()).append(']');
                } else {
                    field.append(field.isEmpty() ? "" : ".").append(at.getMatchingProperty());
                }
            }
            return field.toString();
        }
    }

    static Document read(String text) throws Unreadable {
        MarkedYaml reader = new MarkedYaml();
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                throw new Unreadable(new Fault(1, 1, "", "the file is empty"));
            }
            JsonNode json = reader.json(root.get(), JsonPointer.empty(), 0);
            return new Document(json, reader.marks);
        } catch (MarkedYamlEngineException e) {
            throw unreadable(e.getProblemMark(), String.valueOf(e.getProblem()).strip());
        } catch (YamlEngineException e) {
            throw unreadable(Optional.empty(), String.valueOf(e.getMessage()).strip());
        }
    }

    private static Unreadable unreadable(Optional<Mark> mark, String words) {
        return new Unreadable(new Fault(
                mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1, "", words));
    }

    private JsonNode json(Node node, JsonPointer path, int depth) throws Unreadable {
        node.getStartMark().ifPresent(mark -> marks.putIfAbsent(path.toString(), mark));
        if (++nodes > NODES_MAX || depth > DEPTH_MAX) {
            throw unreadable(node.getStartMark(), "there is too much in this file");
        }
        return switch (node) {
            case MappingNode mapping -> object(mapping, path, depth);
            case SequenceNode sequence -> array(sequence, path, depth);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw unreadable(node.getStartMark(), "this is not understood");
        };
    }

    private ObjectNode object(MappingNode mapping, JsonPointer path, int depth) throws Unreadable {
        ObjectNode object = NODES.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw unreadable(entry.getKeyNode().getStartMark(), "a name of a field must be a plain word");
            }
            if (object.has(key.getValue())) {
                throw unreadable(key.getStartMark(), "the field " + key.getValue() + " is there twice");
            }
            JsonPointer at = path.appendProperty(key.getValue());
            key.getStartMark().ifPresent(mark -> marks.put(at.toString(), mark));
            object.set(key.getValue(), json(entry.getValueNode(), at, depth + 1));
        }
        return object;
    }

    private ArrayNode array(SequenceNode sequence, JsonPointer path, int depth) throws Unreadable {
        ArrayNode array = NODES.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(json(element, path.appendIndex(array.size()), depth + 1));
        }
        return array;
    }

    private static JsonNode scalar(ScalarNode node) {
        var constructor = SETTINGS.getSchema().getSchemaTagConstructors().get(node.getTag());
        return constructor == null ? NODES.textNode(node.getValue()) : JSON.valueToTree(constructor.construct(node));
    }
}
