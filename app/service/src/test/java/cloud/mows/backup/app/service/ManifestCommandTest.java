package cloud.mows.backup.app.service;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is taken; what is read and printed: {@code ManifestReaderTest}, and e2e. */
class ManifestCommandTest {
    @Test
    void takesAFileAndANamespace() {
        for (List<String> good : List.of(
                List.of("manifest", "validate", "m.yaml"),
                List.of("manifest", "render", "m.yaml"),
                List.of("manifest", "render", "--namespace=a", "m.yaml"),
                List.of("manifest", "render", "m.yaml", "--namespace", "a"))) {
            assertThatCode(() -> ManifestCommand.parse(good)).doesNotThrowAnyException();
        }
        refused("'manifest' needs a second word: validate or render", "manifest");
        refused("'manifest' needs a second word: validate or render", "manifest", "apply");
        refused("'manifest render' needs one file", "manifest", "render");
        refused("'manifest render' needs one file", "manifest", "render", "a", "b");
        refused("unknown option --namespace", "manifest", "validate", "a", "--namespace=b");
        refused("--namespace needs a value", "manifest", "render", "a", "--namespace");
        refused("'A_b' cannot be the name of a namespace", "manifest", "render", "a", "--namespace=A_b");
    }

    private static void refused(String message, String... command) {
        assertThatThrownBy(() -> ManifestCommand.parse(List.of(command)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
