package cloud.mows.backup.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in deploy/chart/definitions is what the records say. */
class DefinitionsTest {
    private static final Path FOLDER =
            Path.of(Objects.requireNonNull(System.getProperty("mows.root"))).resolve("deploy/chart/definitions");
    private static final String RENEW = "./mvnw -pl crds test -Dtest=DefinitionsTest -Dcrds.renew=true";

    @TempDir
    Path work;

    @Test
    void areTheGeneratedOnes() throws IOException {
        Map<String, String> generated = new TreeMap<>();
        Definitions.generate(work).forEach((name, text) -> generated.put(name + ".yaml", withHeader(text)));
        if (Boolean.getBoolean("crds.renew")) {
            renew(generated);
        }
        Map<String, String> kept = kept();
        assertThat(kept.keySet()).as("renew with " + RENEW).isEqualTo(generated.keySet());
        generated.forEach((name, text) ->
                assertThat(kept.get(name)).as(name + "; renew with " + RENEW).isEqualTo(text));
    }

    private static String withHeader(String text) {
        return "# Generated from the records of the module crds; renew with " + RENEW + "\n"
                + text.lines()
                        .filter(line -> !line.startsWith("#") && !line.equals("---"))
                        .reduce("", (all, line) -> all + line + "\n");
    }

    private static Map<String, String> kept() throws IOException {
        Map<String, String> kept = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                kept.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return kept;
    }

    private static void renew(Map<String, String> generated) throws IOException {
        Files.createDirectories(FOLDER);
        for (String old : kept().keySet()) {
            Files.delete(FOLDER.resolve(old));
        }
        for (Map.Entry<String, String> definition : generated.entrySet()) {
            Files.writeString(FOLDER.resolve(definition.getKey()), definition.getValue());
        }
    }
}
