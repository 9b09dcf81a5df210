package cloud.mows.backup.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.Index;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.api.Test;

/** The description of the API, which the page's types are made from, is that of the classes. */
final class OpenApiTest {
    private static final DotName NULLABLE = DotName.createSimple("org.jspecify.annotations.Nullable");
    private static final Path FILE =
            Path.of(System.getProperty("mows.root", ".."), "dashboards/src/main/openapi/openapi.yaml");

    @Test
    void descriptionIsCurrent() throws IOException {
        String yaml = describe(index());
        if (Boolean.getBoolean("openapi.renew")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, yaml);
        }
        assertThat(FILE)
                .as("renew it with ./mvnw -pl dashboards -am test -Dtest=OpenApiTest -Dopenapi.renew=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(yaml);
    }

    private static Index index() throws IOException {
        Indexer indexer = new Indexer();
        try (Stream<Path> files = Files.walk(Path.of("target/classes"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class"))
                    .sorted()
                    .toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        }
        return indexer.complete();
    }

    private static String describe(Index index) {
        OASFilter rules = new OASFilter() {
            @Override
            public void filterOpenAPI(OpenAPI api) {
                api.getComponents().getSchemas().forEach((name, schema) -> complete(index, name, schema));
                api.getComponents().addSchema("Problem", problem());
                api.getComponents()
                        .addResponse(
                                "Problem",
                                OASFactory.createAPIResponse()
                                        .description("What went wrong")
                                        .content(OASFactory.createContent()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        OASFactory.createMediaType()
                                                                .schema(OASFactory.createSchema()
                                                                        .ref("#/components/schemas/Problem")))));
                api.getPaths().getPathItems().values().stream()
                        .flatMap(item -> item.getOperations().values().stream())
                        .forEach(operation -> operation
                                .getResponses()
                                .addAPIResponse(
                                        "default",
                                        OASFactory.createAPIResponse().ref("#/components/responses/Problem")));
            }
        };
        return SmallRyeOpenAPI.builder()
                .enableModelReader(false)
                .enableStandardFilter(false)
                .enableStandardStaticFiles(false)
                .withIndex(index)
                .addFilter(rules)
                .build()
                .toYAML();
    }

    /** No method returns one, so it is not found by itself. */
    private static Schema problem() {
        Schema schema = OASFactory.createSchema().addType(SchemaType.OBJECT);
        for (String field : List.of("type", "title", "detail", "next")) {
            schema.addProperty(field, OASFactory.createSchema().addType(SchemaType.STRING))
                    .addRequired(field);
        }
        return schema.addProperty("status", OASFactory.createSchema().addType(SchemaType.INTEGER))
                .addRequired("status");
    }

    /** Everything is always there, and only what is so marked can be null or be left out. */
    private static void complete(Index index, String name, Schema schema) {
        Optional<ClassInfo> type = index.getKnownClasses().stream()
                .filter(each -> each.isRecord() && name.equals(each.simpleName()))
                .findFirst();
        if (type.isEmpty()) {
            return;
        }
        for (FieldInfo field : type.get().fields()) {
            Schema property =
                    Optional.ofNullable(schema.getProperties()).orElse(Map.of()).get(field.name());
            if (property == null) {
                continue;
            }
            if (!field.type().hasAnnotation(NULLABLE)) {
                if (schema.getRequired() == null || !schema.getRequired().contains(field.name())) {
                    schema.addRequired(field.name());
                }
            } else if (property.getRef() != null) {
                schema.addProperty(
                        field.name(),
                        OASFactory.createSchema()
                                .anyOf(List.of(
                                        OASFactory.createSchema().ref(property.getRef()),
                                        OASFactory.createSchema().addType(SchemaType.NULL))));
            } else if (!property.getType().contains(SchemaType.NULL)) {
                property.addType(SchemaType.NULL);
            }
        }
    }
}
