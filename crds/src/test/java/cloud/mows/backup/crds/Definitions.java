package cloud.mows.backup.crds;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Generates the CustomResourceDefinitions: fabric8's generator, and {@link Finish} for what it has no words for. */
final class Definitions {
    private Definitions() {}

    /** The text of each definition, by its name; {@code work} is an empty folder. */
    static Map<String, String> generate(Path work) throws IOException {
        Map<String, Class<? extends HasMetadata>> kinds = new TreeMap<>();
        Kinds.ALL.forEach(kind -> kinds.put(HasMetadata.getFullResourceName(kind), kind));
        new CRDGenerator()
                .inOutputDir(work.toFile())
                .customResourceClasses(List.copyOf(kinds.values()))
                .forCRDVersions("v1")
                .withPostProcessor(new CRDPostProcessor() {
                    @Override
                    public HasMetadata process(HasMetadata definition, String version) {
                        String name = definition.getMetadata().getName();
                        return Finish.finish(definition, kinds.get(name));
                    }
                })
                .generate();
        Map<String, String> texts = new TreeMap<>();
        for (String name : kinds.keySet()) {
            texts.put(name, Files.readString(work.resolve(name + "-v1.yml")));
        }
        return texts;
    }
}
