package cloud.mows.backup.app.service.manifest;

import cloud.mows.backup.crds.meta.ApiGroup;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.Optional;

/** Documents for {@code kubectl apply}. Texts are quoted: {@code on} is a text here and a boolean there. */
public final class ManifestYaml {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .build());

    private ManifestYaml() {}

    /**
     * The BackupPolicy of a manifest that has one.
     *
     * @param namespace that it is for; empty if that is said to kubectl
     */
    public static String policy(Manifest manifest, Optional<String> namespace) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", ApiGroup.NAME + "/" + ApiGroup.VERSION).put("kind", "BackupPolicy");
        ObjectNode metadata = document.putObject("metadata").put("name", manifest.name());
        namespace.ifPresent(name -> metadata.put("namespace", name));
        document.set("spec", manifest.policy().orElseThrow());
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
