package cloud.mows.backup.app.service.manifest;

import cloud.mows.backup.crds.meta.ApiGroup;
import cloud.mows.backup.crds.meta.ListKeys;
import cloud.mows.backup.crds.policy.BackupPolicy;
import cloud.mows.backup.crds.policy.BackupPolicySpec;
import cloud.mows.backup.crds.policy.ClusterBackupPolicySpec;
import cloud.mows.backup.schedulers.schedule.ScheduleParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the key {@code backup} of a manifest, and what the name of the app and the dialect are. */
public final class ManifestReader {
    /** Beside {@link BackupPolicy}'s module, so that other programs find it. */
    private static final String SCHEMA = "/cloud/mows/backup/crds/manifest.schema.json";

    private static final String VERSION = ApiGroup.NAME + "/" + ApiGroup.VERSION;
    private static final JsonPointer ROOT = JsonPointer.empty();
    private static final JsonPointer BACKUP = ROOT.appendProperty("backup");
    private static final JsonPointer SPEC = BACKUP.appendProperty("spec");
    private static final JsonPointer NAME = JsonPointer.compile("/metadata/name");
    private static final int NAME_MAX = 253;

    private final MarkedYaml.Document document;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();

    private ManifestReader(MarkedYaml.Document document, Instant now) {
        this.document = document;
        this.now = now;
    }

    /** @param now from when on there have to be backups */
    public static Reading read(String text, Instant now) {
        try {
            return new ManifestReader(MarkedYaml.read(text), now).read();
        } catch (MarkedYaml.Unreadable e) {
            return new Reading.Faulty(List.of(e.fault()));
        }
    }

    private Reading read() {
        JsonNode root = document.root();
        Optional<Manifest.Dialect> dialect = dialect(root);
        JsonNode name = root.at(NAME);
        if (!name.isTextual()
                || name.asText().length() > NAME_MAX
                || !name.asText().matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")) {
            fault(NAME, "the name of the app becomes that of the BackupPolicy: lower-case letters, digits, - and .");
        }
        misplaced(root);
        Optional<ObjectNode> policy = root.has("backup") ? policy(root.get("backup")) : Optional.empty();
        if (!faults.isEmpty()) {
            faults.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
            return new Reading.Faulty(faults.stream().distinct().toList());
        }
        return new Reading.Understood(new Manifest(dialect.orElseThrow(), name.asText(), policy));
    }

    private Optional<Manifest.Dialect> dialect(JsonNode root) {
        for (Manifest.Dialect dialect : Manifest.Dialect.values()) {
            if (root.path("spec").has(dialect.key())) {
                return Optional.of(dialect);
            }
        }
        fault(
                ROOT.appendProperty("spec"),
                "this is not a manifest of MOWS: it needs raw (a package for Kubernetes) or compose (a compose project)");
        return Optional.empty();
    }

    /** Where people would look for it, and where it is an error to one package manager and nothing to the other. */
    private void misplaced(JsonNode root) {
        for (String path : List.of("/spec/backup", "/spec/raw/backup", "/spec/compose/backup")) {
            if (!root.at(path).isMissingNode()) {
                fault(JsonPointer.compile(path), "nobody reads backup here: it belongs beside spec, not into it");
            }
        }
    }

    private Optional<ObjectNode> policy(JsonNode backup) {
        for (ValidationMessage message : Schema.HELD.validate(backup)) {
            fault(message);
        }
        templates(BACKUP, backup);
        twins(backup.path("spec"));
        if (!faults.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = backup.has("spec") ? (ObjectNode) backup.get("spec") : JsonNodeFactory.instance.objectNode();
        try {
            BackupPolicySpec read = new KubernetesSerialization().convertValue(spec, BackupPolicySpec.class);
            schedule(read);
        } catch (IllegalArgumentException e) {
            fault(SPEC.append(path(e)), root(e));
        }
        return Optional.of(spec);
    }

    /** What no schema can say. */
    private void schedule(BackupPolicySpec spec) {
        if (spec.schedule() != null
                && ScheduleParser.read(
                                spec.schedule(),
                                Objects.requireNonNull(ClusterBackupPolicySpec.DEFAULT.schedule()),
                                "",
                                now)
                        instanceof ScheduleParser.Unusable(String why)) {
            fault(SPEC.appendProperty("schedule"), "it cannot be followed: " + why);
        }
    }

    /** MOWS' package manager fills them in for itself; we would back up by a placeholder. */
    private void templates(JsonPointer at, JsonNode node) {
        if (node.isTextual() && node.asText().contains("{§")) {
            fault(at, "{§ … §} is not filled in here: write the value");
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            templates(at.appendIndex(i), node.get(i));
        }
        node.properties().forEach(field -> templates(at.appendProperty(field.getKey()), field.getValue()));
    }

    /** Lists that the API server merges by a key take each once; no schema can say that either. */
    private void twins(JsonNode spec) {
        for (RecordComponent list : BackupPolicySpec.class.getRecordComponents()) {
            @Nullable ListKeys keys = list.getAnnotation(ListKeys.class);
            Set<List<String>> seen = new HashSet<>();
            if (keys == null) {
                continue;
            }
            JsonNode elements = spec.path(list.getName());
            for (int i = 0; i < elements.size(); i++) {
                JsonNode element = elements.get(i);
                List<String> own = Stream.of(keys.value())
                        .map(key -> element.path(key).asText())
                        .toList();
                if (!seen.add(own)) {
                    fault(
                            SPEC.appendProperty(list.getName()).appendIndex(i),
                            "there is one with this " + String.join(" and ", keys.value()) + " already: "
                                    + String.join(", ", own));
                }
            }
        }
    }

    private void fault(JsonPointer at, String words) {
        faults.add(document.fault(at, words));
    }

    private void fault(ValidationMessage message) {
        JsonPointer at =
                BACKUP.append(JsonPointer.compile(message.getInstanceLocation().toString()));
        switch (message.getType()) {
            case "additionalProperties" ->
                fault(
                        at.appendProperty(message.getProperty()),
                        "there is no such field; there are "
                                + Schema.fields(message).stream().sorted().collect(Collectors.joining(", ")));
            case "required" -> fault(at.appendProperty(message.getProperty()), "it is missing");
            case "const" -> fault(at, "it must be " + VERSION);
            default -> {
                String prefix = message.getInstanceLocation() + ": ";
                String words = message.getMessage();
                fault(at, words.startsWith(prefix) ? words.substring(prefix.length()) : words);
            }
        }
    }

    private static JsonPointer path(Throwable e) {
        JsonPointer path = ROOT;
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (at instanceof JsonMappingException mapping) {
                for (JsonMappingException.Reference step : mapping.getPath()) {
                    path = step.getFieldName() == null
                            ? path.appendIndex(step.getIndex())
                            : path.appendProperty(step.getFieldName());
                }
                return path;
            }
        }
        return path;
    }

    private static String root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return Objects.requireNonNullElse(root.getMessage(), root.toString());
    }

    /** Made once, when it is needed. */
    private static final class Schema {
        static final JsonSchema HELD = load();

        private static JsonSchema load() {
            try (InputStream text = Objects.requireNonNull(BackupPolicy.class.getResourceAsStream(SCHEMA), SCHEMA)) {
                return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                text,
                                SchemaValidatorsConfig.builder()
                                        .pathType(PathType.JSON_POINTER)
                                        .locale(Locale.ROOT)
                                        .build());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Those that there are where an unknown one was found. */
        static List<String> fields(ValidationMessage message) {
            JsonNode there = message.getSchemaLocation().getFragment() == null
                    ? HELD.getSchemaNode()
                    : HELD.getSchemaNode()
                            .at(JsonPointer.compile(message.getSchemaLocation()
                                            .getFragment()
                                            .toString())
                                    .head());
            List<String> fields = new ArrayList<>();
            there.path("properties").fieldNames().forEachRemaining(fields::add);
            return fields;
        }
    }
}
