package cloud.mows.backup.dashboards.host;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Documents of one kind as YAML. */
final class DocumentCodec<T> {
    static final String API_VERSION = "backup.mows.cloud/v1alpha1";

    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String kind;
    private final JavaType type;

    DocumentCodec(String kind, Class<T> spec) {
        this.kind = kind;
        this.type = YAML.getTypeFactory().constructParametricType(Document.class, spec);
    }

    byte[] encode(Named<T> document) {
        try {
            return YAML.writeValueAsBytes(
                    new Document<>(API_VERSION, kind, new Document.Metadata(document.name()), document.spec()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalArgumentException what is wrong with which field */
    Named<T> decode(String name, String yaml) {
        if (yaml.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        Document<T> document;
        try {
            document = YAML.readValue(yaml, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
        if (document == null) {
            throw new IllegalArgumentException("it says nothing");
        }
        require("apiVersion", document.apiVersion(), API_VERSION);
        require("kind", document.kind(), kind);
        require(
                "metadata.name",
                document.metadata() == null ? null : document.metadata().name(),
                name);
        if (document.spec() == null) {
            throw new IllegalArgumentException("spec is missing");
        }
        return new Named<>(name, document.spec());
    }

    private static void require(String field, @Nullable String found, String wanted) {
        if (!wanted.equals(found)) {
            throw new IllegalArgumentException(
                    field + " must be " + wanted + (found == null ? "" : ", and is " + found));
        }
    }

    private static String reason(JsonProcessingException e) {
        String field = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                field + ": there is no such field; there are "
                        + Objects.requireNonNull(unknown.getKnownPropertyIds()).stream()
                                .map(Object::toString)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case ValueInstantiationException value
            when value.getCause() instanceof IllegalArgumentException cause -> field + ": " + cause.getMessage();
            case JsonMappingException _ when !field.isEmpty() -> field + ": " + e.getOriginalMessage();
            default -> {
                JsonLocation at = e.getLocation();
                yield (at == null ? "" : "line " + at.getLineNr() + ": ") + e.getOriginalMessage();
            }
        };
    }
}
