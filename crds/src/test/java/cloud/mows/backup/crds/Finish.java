package cloud.mows.backup.crds;

import cloud.mows.backup.crds.meta.ListKeys;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What fabric8's generator 7.4 cannot express, added from annotations: the description of a kind ({@link
 * JsonClassDescription}), the keys of lists ({@link ListKeys}), and the order of the printed columns, which is that of their
 * annotations.
 */
final class Finish {
    private Finish() {}

    static HasMetadata finish(HasMetadata definition, Class<? extends HasMetadata> kind) {
        CustomResourceDefinitionVersion version =
                ((CustomResourceDefinition) definition).getSpec().getVersions().getFirst();
        List<String> columns = Stream.of(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
                .map(AdditionalPrinterColumn::name)
                .toList();
        version.getAdditionalPrinterColumns().sort(Comparator.comparing(column -> columns.indexOf(column.getName())));
        JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
        schema.setDescription(kind.getAnnotation(JsonClassDescription.class).value());
        ParameterizedType resource = (ParameterizedType) kind.getGenericSuperclass();
        object(schema.getProperties().get("spec"), (Class<?>) resource.getActualTypeArguments()[0]);
        Class<?> status = (Class<?>) resource.getActualTypeArguments()[1];
        if (status == Void.class) {
            schema.getProperties().remove("status");
        } else {
            object(schema.getProperties().get("status"), status);
        }
        return definition;
    }

    private static void object(JSONSchemaProps schema, Class<?> record) {
        for (RecordComponent component : record.getRecordComponents()) {
            JSONSchemaProps property = Objects.requireNonNull(
                    schema.getProperties().get(component.getName()), () -> record + " lacks " + component.getName());
            ListKeys keys = component.getAnnotation(ListKeys.class);
            if (keys != null) {
                property.setXKubernetesListType("map");
                property.setXKubernetesListMapKeys(List.of(keys.value()));
            }
            if (component.getType().isRecord()) {
                object(property, component.getType());
            } else if (component.getType() == List.class) {
                Class<?> element = element(component);
                if (element.isRecord()) {
                    object(property.getItems().getSchema(), element);
                }
            }
        }
    }

    private static Class<?> element(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }
}
